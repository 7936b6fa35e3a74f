package dev.nn.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Kernels;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Measures of single classes, and training where one is rare. */
class ClassReportTest {
    /** The expected values are scikit-learn's for these rows. */
    @Test
    void measuresAsScikitLearn() {
        int[] truth = {0, 0, 0, 0, 0, 0, 1, 1, 2, 2}, predicted = {0, 0, 0, 0, 1, 2, 1, 0, 2, -1};
        ClassReport report = ClassReport.of(List.of("a", "b", "c"), 10, truth, predicted, new float[0]);
        assertThat(report.classes().get(0).recall()).isCloseTo(4 / 6.0, within(1e-12));
        assertThat(report.classes().get(0).precision()).isCloseTo(4 / 5.0, within(1e-12));
        assertThat(report.classes().get(0).f1()).isCloseTo(8 / 11.0, within(1e-12));
        assertThat(report.balancedAccuracy()).isCloseTo((4 / 6.0 + 0.5 + 0.5) / 3, within(1e-12));
        assertThat(report.macroF1()).isCloseTo((8 / 11.0 + 0.5 + 0.5) / 3, within(1e-12));
        assertThat(report.areaUnderCurve()).isNaN();
        float[] scores = {0.9f, 0.1f, 0.2f, 0.8f, 0.6f, 0.4f, 0.3f, 0.7f};
        int[] two = {0, 1, 1, 0}, taken = {0, 1, 0, 1};
        assertThat(ClassReport.of(List.of("a", "b"), 4, two, taken, scores).areaUnderCurve())
                .isEqualTo(0.75);
    }

    @Test
    void absentClassesDoNotCount() {
        int[] truth = {0, 0, 1}, predicted = {0, 0, 1};
        ClassReport report = ClassReport.of(List.of("a", "b", "c"), 3, truth, predicted, new float[0]);
        assertThat(report.balancedAccuracy()).isEqualTo(1);
        assertThat(report.isUnequal()).isFalse();
    }

    @Test
    void balancedWeightsFindMoreOfARareClass() {
        Random random = new Random(5);
        TableBuilder table = Table.builder("t", List.of("a", "t"));
        for (int i = 0; i < 1500; i++) {
            boolean rare = i % 30 == 0;
            table.add(String.valueOf(random.nextGaussian() + (rare ? 1.5 : 0)), rare ? "rare" : "usual");
        }
        Table built = table.build();
        double even = recall(built, ClassWeights.NONE), balanced = recall(built, ClassWeights.BALANCED);
        assertThat(balanced).isGreaterThan(even + 0.3);
    }

    private static double recall(Table table, ClassWeights weights) {
        TableFit fit = new TableTrainer()
                .kernels(Kernels.named("scalar"))
                .epochs(15)
                .classWeights(weights)
                .fit(table, "t");
        ClassReport report = Objects.requireNonNull(fit.classes());
        assertThat(report.classes().get(0).rows() + report.classes().get(1).rows())
                .isEqualTo(fit.validationRows());
        long right = report.classes().get(0).right() + report.classes().get(1).right();
        assertThat((double) right / fit.validationRows()).isEqualTo(fit.chosen().validationScore());
        return report.classes().getFirst().recall();
    }
}
