package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import dev.nn.kernel.Kernels;
import dev.nn.network.Team;
import dev.nn.training.Epoch;
import dev.nn.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TableTrainerTest {
    private static final int LABEL = 3;

    /** With narrow layers, not set as a user would, who would then get one network. */
    private static TableTrainer trainer() {
        TableTrainer trainer = new TableTrainer().kernels(Kernels.named("scalar"));
        trainer.hidden = List.of(16, 8);
        return trainer;
    }

    /** The score of a model on the rows of another table with the same columns. */
    static double score(TableModel model, Table table) {
        TableScore score = new TableScore(model.schema().target());
        TableBatch batch = model.newBatch(1);
        int[] places = model.schema().locate(table.name(), table.columns());
        int target = table.column(model.schema().target().name());
        for (int row = 0; row < table.rows(); row++) {
            String[] cells = new String[table.columns().size()];
            for (int c = 0; c < cells.length; c++) cells[c] = table.values(c).text(row);
            batch.set(0, cells, places);
            score.add(batch.run(1), 0, cells[target]);
        }
        return score.score();
    }

    @Test
    void learnsClassesFromNumbersAndCategories() {
        TableFit fit = trainer().fit(Tables.mixed(400, 1), "label");
        assertThat(fit.rows()).isEqualTo(400);
        assertThat(fit.validationRows()).isEqualTo(400);
        assertThat(fit.refitted()).isFalse();
        assertThat(fit.networks()).isEqualTo(5 * fit.recipes().size());
        assertThat(fit.model().schema().inputs()).isEqualTo(2 + 1 + 3);
        assertThat(score(fit.model(), Tables.mixed(500, 2))).isGreaterThan(0.88);
    }

    @Test
    void learnsNumbers() {
        TableFit fit = trainer().fit(Tables.numbers(400, 1), "price");
        assertThat(score(fit.model(), Tables.numbers(500, 2))).isGreaterThan(0.97);
        double high = fit.model().predict("1.5707963", "high").value();
        assertThat(high).isBetween(1430.0, 1570.0);
    }

    @Test
    void sameSeedSameModelForAnyNumberOfThreads() {
        Table table = Tables.mixed(200, 1);
        float[] one = trainer().epochs(5).fit(table, "label").model().network().parameters();
        float[] again =
                trainer().epochs(5).fit(table, "label").model().network().parameters();
        float[] other = trainer()
                .epochs(5)
                .seed(2)
                .fit(table, "label")
                .model()
                .network()
                .parameters();
        assertThat(again).containsExactly(one);
        assertThat(other).isNotEqualTo(one);
        try (ExecutorService workers = Executors.newCachedThreadPool();
                Team team = Team.of(workers, 2)) {
            TableModel shared =
                    trainer().epochs(5).team(team).fit(table, "label").model();
            assertThat(shared.network().parameters()).containsExactly(one);
        }
    }

    /** What the epochs, the widths or refit say is one network. */
    @Test
    void whoSetsTheNetworkGetsJustThat() {
        Table table = Tables.mixed(120, 1);
        TableFit joined = trainer().fit(table, "label");
        assertThat(joined.networks()).isEqualTo(5 * joined.recipes().size());
        int units = joined.model().network().layers().getLast().in();
        assertThat(units).isEqualTo(joined.networks() * 8);
        TableFit narrow = trainer().hidden(List.of(7)).fit(table, "label");
        assertThat(narrow.networks()).isEqualTo(1);
        assertThat(narrow.refitted()).isTrue();
        assertThat(narrow.validationRows()).isEqualTo(120);
        assertThat(narrow.model().network().layers().getFirst().out()).isEqualTo(7);
        TableFit refitted = trainer().refit(true).fit(table, "label");
        assertThat(refitted.networks()).isEqualTo(1);
        assertThat(refitted.recipe()).isEqualTo(joined.recipe());
        TableFit epochs = trainer().epochs(9).fit(table, "label");
        assertThat(epochs.networks()).isEqualTo(1);
        assertThat(epochs.validationRows()).isEqualTo(24);
        assertThat(trainer().validation(0.34).fit(table, "label").networks()).isIn(3, 6);
    }

    @Test
    void sameSeedSameJoinedModelForAnyNumberOfThreads() {
        Table table = Tables.numbers(90, 1);
        float[] one = trainer().fit(table, "price").model().network().parameters();
        assertThat(trainer().seed(2).fit(table, "price").model().network().parameters())
                .isNotEqualTo(one);
        try (ExecutorService workers = Executors.newCachedThreadPool();
                Team team = Team.of(workers, 3)) {
            TableModel shared = trainer().team(team).fit(table, "price").model();
            assertThat(shared.network().parameters()).containsExactly(one);
        }
    }

    @Test
    void withoutRefitTheBestEpochIsKept() {
        Table table = Tables.mixed(200, 1);
        TableFit fit = trainer().refit(false).epochs(30).fit(table, "label");
        assertThat(fit.refitted()).isFalse();
        Epoch best = fit.history().epochs().get(fit.history().bestEpoch() - 1);
        assertThat(fit.chosen()).isEqualTo(best);
        assertThat(fit.history().epochs()).allMatch(epoch -> epoch.validationLoss() >= best.validationLoss());
    }

    @Test
    void refitTrainsAsLongAsTheSearchFoundBest() {
        List<String> begun = new ArrayList<>();
        TableFit fit = trainer()
                .listener((phase, epochs, rows) -> {
                    begun.add(phase + " " + epochs + " " + rows);
                    return new TrainingListener() {};
                })
                .activation(Activation.TANH)
                .weightDecay(1)
                .epochs(20)
                .fit(Tables.mixed(100, 1), "label");
        assertThat(begun)
                .containsExactly("SEARCH 20 80", "FINAL " + fit.chosen().number() + " 100");
    }

    @Test
    void withoutValidationAllEpochsAreTrained() {
        TableFit fit = trainer().validation(0).epochs(7).fit(Tables.mixed(100, 1), "label");
        assertThat(fit.history().epochs()).hasSize(7);
        assertThat(fit.validationRows()).isZero();
        assertThat(fit.chosen().validationScore()).isNaN();
    }

    @Test
    void rowsWithoutTargetAreSkipped() {
        TableFit fit = trainer().epochs(2).fit(Tables.of("a,t", "1,x", "2,", "3,y", "4,x", "5,y"), "t");
        assertThat(fit.rows()).isEqualTo(4);
        assertThat(fit.skipped()).isEqualTo(1);
    }

    @Test
    void smallestTable() {
        TableModel model = trainer().fit(Tables.of("a,t", "1,x", "2,y"), "t").model();
        assertThat(model.predict("1").probabilities()).hasSize(2);
    }

    /** A category that stands in one row only is held out by some seeds: that is not the user's error. */
    @Test
    void categoriesOfHeldOutRowsAreNoError() {
        String[] lines = new String[31];
        lines[0] = "a,t";
        for (int i = 1; i < lines.length; i++) lines[i] = (i == 9 ? "once" : "red" + i % 2) + "," + i % 3 % 2;
        for (int seed = 0; seed < 10; seed++) {
            for (boolean refit : new boolean[] {true, false}) {
                TableModel model = trainer()
                        .rules(ColumnRules.DEFAULT.unknown(UnknownPolicy.ERROR))
                        .task(Task.CLASSIFICATION)
                        .seed(seed)
                        .refit(refit)
                        .epochs(2)
                        .fit(Tables.of(lines), "t")
                        .model();
                assertThatExceptionOfType(TableException.class)
                        .isThrownBy(() -> model.predict("blue"))
                        .withMessageContaining("'blue' is none of");
            }
        }
    }

    @Test
    void linearModelsNeedNoHiddenLayer() {
        TableModel model = trainer()
                .hidden(List.of())
                .epochs(3)
                .fit(Tables.mixed(50, 1), "label")
                .model();
        assertThat(model.network().layers()).hasSize(1);
    }

    @Test
    void saysWhatIsWrong() {
        Table table = Tables.mixed(20, 1);
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> trainer().fit(table, "colours"))
                .withMessage("mixed: no column 'colours'; there are: x, y, colour, label");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> trainer().fit(Tables.of("a,t"), "t"))
                .withMessage("t.csv: no rows");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> trainer().fit(Tables.of("a,t", "1,x"), "t"))
                .withMessageContaining("at least 2 rows");
        assertThatExceptionOfType(TableException.class)
                .isThrownBy(() -> trainer()
                        .rules(ColumnRules.DEFAULT.ignored(Set.of("label")))
                        .fit(table, "label"))
                .withMessage("mixed: column 'label' is the target");
        assertThat(table.columns().get(LABEL)).isEqualTo("label");
    }
}
