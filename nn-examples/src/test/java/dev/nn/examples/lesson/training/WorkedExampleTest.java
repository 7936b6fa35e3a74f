package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.FloatDataset;
import dev.nn.examples.lesson.desk.Arithmetic;
import dev.nn.examples.lesson.desk.DifferenceQuotients;
import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Table;
import dev.nn.examples.lesson.desk.Values;
import dev.nn.initializer.Initializer;
import dev.nn.loss.HalfSquaredError;
import dev.nn.network.Network;
import dev.nn.optimizer.Sgd;
import dev.nn.training.Trainer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example worked by hand in lesson 9: each line is recomputed from what it prints, each gradient by the library. */
class WorkedExampleTest {
    private final LessonReport report = new Backpropagation().run(new LessonContext(42));

    @Test
    void eachLineGivesTheNumberThatItSays() {
        Table table = report.tables().getLast();
        assertThat(table.rows()).hasSize(18);
        for (List<String> row : table.rows()) {
            double value = Double.parseDouble(row.get(2).replace('−', '-'));
            // What stands in the line is rounded to four digits.
            assertThat(Arithmetic.value(row.get(1))).as(row.get(0)).isCloseTo(value, within(1.5e-4));
        }
    }

    @Test
    void gradientsAreThoseOfTheNetwork() {
        double[][] exact = DifferenceQuotients.of(
                network(), new HalfSquaredError(), new Samples(new float[][] {{0.5f, -1}}, new float[][] {{1}}), 1e-5);
        List<Double> worked = Values.list(report, "workedGradients");
        double[] hidden = exact[0], output = exact[1];
        double[] inOrder = {
            output[0], output[1], output[2], hidden[0], hidden[2], hidden[4], hidden[1], hidden[3], hidden[5]
        };
        for (int i = 0; i < inOrder.length; i++) {
            assertThat(worked.get(i)).as("gradient %d", i).isCloseTo(inOrder[i], within(1e-6));
        }
    }

    /** The library's own step from the same weights ends at the same loss. */
    @Test
    void theStepIsTheLibrarys() {
        Network network = network();
        Trainer.of(network, new HalfSquaredError(), Sgd.withLearningRate(WorkedExample.RATE))
                .batchSize(1)
                .epochs(1)
                .fit(FloatDataset.of(2, new float[] {0.5f, -1}, 1, new float[] {1}));
        double y = network.predict(new float[] {0.5f, -1})[0], loss = (y - 1) * (y - 1) / 2;
        assertThat(report.number("workedLossAfter"))
                .isCloseTo(loss, within(1e-6))
                .isLessThan(report.number("workedLoss"));
        double[] said = Sentences.numbers(report, "the loss is # before and # after it");
        assertThat(said[0]).isCloseTo(report.number("workedLoss"), within(5.1e-5));
        assertThat(said[1]).isCloseTo(loss, within(5.1e-5));
    }

    /** The drawing shows the same numbers as the table. */
    @Test
    void theDrawingHasItsNumbers() {
        String svg = report.figures().getFirst().svg();
        assertThat(svg).startsWith("<svg ").endsWith("</svg>").contains("aria-label=");
        assertThat(svg).contains("w11 = 0.4", "w12 = −0.6", "w21 = 0.3", "w22 = 0.8", "v1 = 0.7", "v2 = −0.5");
        for (List<String> row : report.tables().getLast().rows()) {
            if (row.get(0).startsWith("h")
                    || row.get(0).startsWith("δ")
                    || row.get(0).equals("y")) {
                assertThat(svg).contains(row.get(2).replaceAll("0+$", ""));
            }
        }
    }

    private static Network network() {
        Network network = Network.input(2).dense(2, Activation.SIGMOID).dense(1).build(Initializer.glorot(), 0);
        network.setLayerParameters(0, new float[] {0.4f, -0.6f, 0.3f, 0.8f, 0.2f, -0.2f});
        network.setLayerParameters(1, new float[] {0.7f, -0.5f, 0.2f});
        return network;
    }
}
