package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.kernel.Kernels;
import dev.nn.optimizer.Adam;
import dev.nn.training.DivergenceException;
import dev.nn.training.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The choice of activation, weight decay and length by the rows held out. */
class RecipeTest {
    /** With narrow layers, not set as a user would, who would then get one network. */
    private static TableTrainer trainer() {
        TableTrainer trainer = new TableTrainer().kernels(Kernels.named("scalar"));
        trainer.hidden = List.of(12, 6);
        return trainer;
    }

    /** Almost nothing to learn. */
    private static Table noise(int rows) {
        Random random = new Random(2);
        TableBuilder table = Table.builder("noise", List.of("a", "b", "c", "d", "y"));
        for (int i = 0; i < rows; i++) {
            double a = random.nextGaussian();
            table.add(
                    "" + a,
                    "" + random.nextGaussian(),
                    "" + random.nextGaussian(),
                    "" + random.nextGaussian(),
                    "" + (0.3 * a + random.nextGaussian()));
        }
        return table.build();
    }

    @Test
    void theLowestLossIsChosen() {
        TableFit fit = trainer().fit(Tables.mixed(240, 1), "label");
        assertThat(fit.trials()).hasSize(4);
        assertThat(fit.trials().stream().filter(RecipeTrial::complete)).hasSize(2);
        RecipeTrial best = fit.trials().stream()
                .filter(RecipeTrial::complete)
                .min(Comparator.comparingDouble(RecipeTrial::validationLoss))
                .orElseThrow();
        assertThat(fit.recipe()).isEqualTo(best.recipe());
        assertThat(fit.chosen().number()).isEqualTo(fit.recipe().epochs());
        assertThat(fit.chosen().validationLoss()).isEqualTo(best.validationLoss());
        assertThat(trainer().fit(Tables.mixed(240, 1), "label").trials()).isEqualTo(fit.trials());
    }

    /** The loss and the score of a cross-validation are those of all rows, each predicted by a network without it. */
    @Test
    void theScoreIsThatOfRowsNotLearntFrom() {
        TableFit fit = trainer().fit(noise(100), "y");
        assertThat(fit.validationRows()).isEqualTo(100);
        assertThat(fit.chosen().validationScore()).isLessThan(0.3);
        assertThat(fit.chosen().validationLoss()).isCloseTo(1 - fit.chosen().validationScore(), within(1e-3));
        TableFit learnt = trainer().fit(Tables.mixed(200, 1), "label");
        assertThat(learnt.chosen().validationScore()).isBetween(0.8, 0.99);
        assertThat(Objects.requireNonNull(learnt.classes()).classes().stream()
                        .mapToLong(ClassScore::rows)
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void theSizeDecidesWhatIsTried() {
        assertThat(trainer().recipes(200))
                .extracting(Recipe::toString)
                .containsExactly(
                        "relu, weight decay 1.00, 286 epochs",
                        "gelu, weight decay 0.0100, 286 epochs",
                        "tanh, weight decay 1.00, 286 epochs",
                        "relu, weight decay 1.00, 57 epochs");
        assertThat(trainer().recipes(1_600))
                .extracting(Recipe::toString)
                .containsExactly(
                        "relu, weight decay 0.250, 100 epochs",
                        "relu, weight decay 0.0100, 100 epochs",
                        "tanh, weight decay 0.250, 100 epochs");
        assertThat(trainer().recipes(20_001)).hasSize(1);
        assertThat(trainer().crossValidates(1_000)).isTrue();
        assertThat(trainer().crossValidates(1_001)).isFalse();
        assertThat(trainer().foldsFor(12)).isEqualTo(5);
        assertThat(trainer().validation(0.01).foldsFor(12)).isEqualTo(10);
        assertThat(trainer().validation(0.9).foldsFor(12)).isEqualTo(2);
    }

    /** A recipe whose training diverges is out; if all do, the message says so. */
    @Test
    void whatDivergesIsOut() {
        Table table = Tables.numbers(60, 1);
        assertThatExceptionOfType(DivergenceException.class)
                .isThrownBy(() -> trainer().learningRate(1e30).fit(table, "price"))
                .withMessageContaining("training diverged");
    }

    @Test
    void whatIsSetIsNotChosen() {
        Table table = Tables.mixed(240, 1);
        assertThat(trainer().activation(Activation.SIGMOID).fit(table, "label").trials())
                .allMatch(trial -> trial.recipe().activation().equals(Activation.SIGMOID))
                .hasSize(3);
        assertThat(trainer().weightDecay(0.3).fit(table, "label").trials())
                .allMatch(trial -> trial.recipe().weightDecay() == 0.3)
                .hasSize(4);
        assertThat(trainer().epochs(4).fit(table, "label").trials())
                .allMatch(trial -> trial.recipe().epochs() == 4)
                .hasSize(3);
        TableFit fit = trainer()
                .optimizer(Adam.withDefaults())
                .epochs(4)
                .activation(Activation.RELU)
                .fit(table, "label");
        assertThat(fit.trials()).hasSize(1);
        assertThat(fit.recipe()).hasToString("relu, 4 epochs");
        assertThat(trainer().validation(0).epochs(3).fit(table, "label").recipe())
                .hasToString("tanh, weight decay 1.00, 3 epochs");
    }

    @Test
    void everyTrialIsHeard() {
        List<RecipeTrial> heard = new ArrayList<>();
        List<String> phases = new ArrayList<>();
        TableListener listener = new TableListener() {
            @Override
            public TrainingListener begin(Phase phase, int epochs, int rows) {
                phases.add(phase + " " + rows);
                return new TrainingListener() {};
            }

            @Override
            public void tried(RecipeTrial trial) {
                heard.add(trial);
            }
        };
        TableFit fit = trainer().epochs(3).listener(listener).fit(Tables.mixed(250, 1), "label");
        assertThat(heard).isEqualTo(fit.trials());
        assertThat(phases).containsExactly("CHOICE 200", "CHOICE 200", "CHOICE 200", "FINAL 250");
        heard.clear();
        phases.clear();
        assertThat(trainer()
                        .listener(listener)
                        .fit(Tables.mixed(60, 1), "label")
                        .trials())
                .isEqualTo(heard);
        // Four on the first fold, two of them on the other four.
        assertThat(phases).hasSize(4 + 2 * 4).containsOnly("CHOICE 48");
    }
}
