package dev.nn.examples.lesson.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.examples.lesson.desk.Arithmetic;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lesson 22: few weights, which know more; digits that have moved hurt convolutions less than dense layers. */
class ConvolutionLessonTest {
    @Tag("long")
    @Seeds({1, 100, 2000})
    void convolutionsReadMoreDigitsAndBearShifts(long seed) throws IOException {
        LessonReport report = Reports.of(new ConvolutionLesson(true), seed);
        assertThat(report.number("accuracy"))
                .isGreaterThan(report.number("accuracyDense"))
                .isGreaterThan(0.9);
        List<Double> convolved = Values.list(report, "shifted"), dense = Values.list(report, "shiftedDense");
        for (int pixels = 1; pixels < convolved.size(); pixels++) {
            assertThat(convolved.get(pixels)).as("%d pixels", pixels).isGreaterThan(dense.get(pixels));
        }
        assertThat(convolved.get(0) - convolved.get(2)).isLessThan(dense.get(0) - dense.get(2));
        double[] said = Sentences.numbers(report, "by 2 pixels cost the convolutions # points, the dense layers #;");
        assertThat(said[0]).isCloseTo(100 * (convolved.get(0) - convolved.get(2)), within(0.05));
        assertThat(said[1]).isCloseTo(100 * (dense.get(0) - dense.get(2)), within(0.05));
        double[] right = Sentences.numbers(report, "read # % of the 10,000 test images right, the dense layers # %");
        assertThat(right[0]).isCloseTo(100 * report.number("accuracy"), within(0.005));
        assertThat(right[1]).isCloseTo(100 * report.number("accuracyDense"), within(0.005));
        whatHoldsForAnySeed(report);
    }

    private static void whatHoldsForAnySeed(LessonReport report) {
        assertThat(report.number("byHandDifference")).isZero();
        assertThat(report.number("directDifference")).isLessThan(1e-5);
        assertThat(report.number("firstParameters")).isEqualTo(16 * 25 + 16);
        assertThat(report.number("firstAsDense")).isEqualTo((28.0 * 28 + 1) * 28 * 28 * 16);
        assertThat(report.number("parameters")).isEqualTo(416 + (16 * 25 + 1) * 32 + (7 * 7 * 32 + 1) * 128 + 129 * 10);
        assertThat(Values.list(report, "seesMeasured"))
                .isEqualTo(Values.list(report, "seesComputed"))
                .containsExactly(5.0, 6.0, 14.0, 16.0);
    }

    /** What stands in the table's second column is what its third column says. */
    @Test
    void everyLineByHandIsRight() {
        LessonReport report = ConvolutionByHand.addTo(new LessonReport("by hand"));
        List<Double> answers = new ArrayList<>();
        for (List<String> row : report.tables().getFirst().rows()) {
            double value = Double.parseDouble(row.get(2).replace('−', '-'));
            if (row.get(0).startsWith("z")) {
                assertThat(Arithmetic.value(row.get(1))).as(row.get(0)).isEqualTo(value);
                answers.add(value);
            } else {
                assertThat(value)
                        .isEqualTo(answers.stream().mapToDouble(a -> a).max().orElseThrow());
            }
        }
        assertThat(answers).hasSize(4);
        double[] said = Sentences.numbers(report, "up to # where it gets brighter to the right, with down to # where");
        assertThat(said).containsExactly(report.number("brighter"), report.number("darker"));
        assertThat(report.figures().getFirst().svg()).startsWith("<svg").endsWith("</svg>");
    }

    /** What the exercise says about the filter turned by 90 degrees. */
    @Test
    void theTurnedFilterSeesTheLowerEdge() {
        int[][] image = ConvolutionByHand.IMAGE;
        List<Integer> second = new ArrayList<>();
        for (int column = 0; column < 4; column++) {
            int sum = 0;
            for (int j = 0; j < 3; j++) sum += image[3][column + j] - image[1][column + j];
            second.add(sum);
        }
        assertThat(second).containsExactly(-6, -6, -6, -3);
    }

    @Test
    void digitsMove() {
        Dataset one = FloatDataset.of(28 * 28, pixel(5, 7), 1, new float[] {3});
        float[] moved = new float[28 * 28];
        new ShiftedDigits(one).moved(2, -3).copyFeatures(0, moved, 0);
        assertThat(moved).isEqualTo(pixel(7, 4));
        new ShiftedDigits(one).moved(0, -8).copyFeatures(0, moved, 0);
        assertThat(moved).containsOnly(0);
    }

    private static float[] pixel(int row, int column) {
        float[] image = new float[28 * 28];
        image[row * 28 + column] = 1;
        return image;
    }
}
