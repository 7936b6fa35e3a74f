package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.kernel.Kernels;
import dev.nn.optimizer.Adam;
import dev.nn.training.TrainingListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The choice of activation, weight decay and length by the rows held out. */
class RecipeTest {
    private static TableTrainer trainer() {
        return new TableTrainer().kernels(Kernels.named("scalar"));
    }

    /** Four clusters in a square, opposite ones of a class: much to learn and no noise. */
    private static Table spots(int rows) {
        Random random = new Random(1);
        TableBuilder table = Table.builder("spots", List.of("x", "y", "class"));
        for (int i = 0; i < rows; i++) {
            double x = random.nextInt(4), y = random.nextInt(4);
            String label = (x + y) % 2 == 0 ? "white" : "black";
            table.add("" + (x + 0.1 * random.nextGaussian()), "" + (y + 0.1 * random.nextGaussian()), label);
        }
        return table.build();
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
        RecipeTrial best = fit.trials().stream()
                .min(Comparator.comparingDouble(RecipeTrial::validationLoss))
                .orElseThrow();
        assertThat(fit.recipe()).isEqualTo(best.recipe());
        assertThat(fit.chosen().number()).isEqualTo(fit.recipe().epochs());
        assertThat(trainer().fit(Tables.mixed(240, 1), "label").trials()).isEqualTo(fit.trials());
    }

    /** The few dozen rows held out would choose by chance. */
    @Test
    void aSmallTableTakesTheUsualRecipe() {
        TableFit fit = trainer().fit(Tables.mixed(60, 1), "label");
        assertThat(fit.trials()).hasSize(1);
        assertThat(fit.recipe().activation()).isEqualTo(Activation.TANH);
        assertThat(fit.recipe().weightDecay()).isEqualTo(1);
    }

    @Test
    void muchToLearnTakesLittleDecayAndNoiseAShortTraining() {
        Recipe learnt = trainer().fit(spots(500), "class").recipe();
        assertThat(learnt.weightDecay()).isEqualTo(0.01);
        Recipe guessed = trainer().fit(noise(200), "y").recipe();
        assertThat(guessed.weightDecay()).isEqualTo(1);
        assertThat(guessed.epochs()).isLessThan(learnt.epochs());
    }

    @Test
    void whatIsSetIsNotChosen() {
        Table table = Tables.mixed(240, 1);
        assertThat(trainer().activation(Activation.SIGMOID).fit(table, "label").trials())
                .allMatch(trial -> trial.recipe().activation().equals(Activation.SIGMOID))
                .hasSize(3);
        assertThat(trainer().weightDecay(0.3).fit(table, "label").trials())
                .allMatch(trial -> trial.recipe().weightDecay() == 0.3)
                .hasSize(3);
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
    }
}
