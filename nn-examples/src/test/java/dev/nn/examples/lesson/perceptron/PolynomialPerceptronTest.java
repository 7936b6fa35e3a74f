package dev.nn.examples.lesson.perceptron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.data.PlanePoints;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lesson 4: what the curves of an order can do, what trainings find of it, and that the sentences say just that. */
class PolynomialPerceptronTest {
    @Seeds({1, 2, 42})
    void whatIsThereAndWhatIsFound(long seed) throws IOException {
        LessonReport report = Reports.of(new PolynomialPerceptron(), seed);
        assertThat(Values.list(report, "parameters"))
                .containsExactly(3.0, 6.0, 10.0, 15.0, 21.0, 45.0, 66.0, 91.0, 153.0, 231.0);
        // 55 or 66 parameters for 400 points: a linear program finds it from order 10 on, exact signs already at 9.
        assertThat(report.number("firstSeparable")).isBetween(8.0, 11.0);
        assertThat(report.number("margin")).isPositive();
        assertThat(report.number("boundBelow")).isPositive().isLessThan(1e-6);
        List<Double> raw = Values.list(report, "products"), scaled = Values.list(report, "scaled");
        List<Double> regression = Values.list(report, "regression"), unseen = Values.list(report, "regressionUnseen");
        assertThat(raw.getLast()).as("products, order 20").isLessThan(0.97);
        assertThat(scaled.getLast()).as("scaled, order 20").isEqualTo(1);
        assertThat(report.number("scaledMistakes")).isLessThanOrEqualTo(report.number("mistakeBound"));
        assertThat(regression.getLast()).isGreaterThanOrEqualTo(0.99);
        assertThat(unseen.getLast()).isGreaterThan(0.95);
        assertThat(report.number("ringsOrder2")).isEqualTo(1);
        assertThat(report.number("ringsOrder1")).isLessThanOrEqualTo(report.number("bestLine"));
    }

    @Tag("long")
    @Seeds({3, 100})
    void sentencesSayWhatWasMeasured(long seed) throws IOException {
        LessonReport report = Reports.of(new PolynomialPerceptron(), seed);
        double[] line = Sentences.numbers(report, "more than # %.*the best gets # %.*it gets # %");
        assertThat(line[0]).isCloseTo(100 * report.number("bestLine"), within(0.051));
        assertThat(line[1]).isCloseTo(100 * report.number("ringsOrder1"), within(0.051));
        assertThat(line[2]).isCloseTo(100 * report.number("ringsOrder2"), within(0.051));
        double[] order = Sentences.numbers(report, "some curve of order #, # parameters.*margin above #:");
        assertThat(order[0]).isEqualTo(report.number("firstSeparable"));
        assertThat(order[1]).isEqualTo((order[0] + 1) * (order[0] + 2) / 2);
        assertThat(order[2]).isCloseTo(report.number("boundBelow"), within(0.51 * report.number("boundBelow")));
        double[] found =
                Sentences.numbers(report, "passes: # % on the products.*after # mistakes; # % on.*after #\\. The");
        assertThat(found[0]).isCloseTo(100 * Values.list(report, "products").getLast(), within(0.051));
        assertThat(found[1]).isEqualTo(report.number("productsMistakes"));
        assertThat(found[2]).isCloseTo(100 * Values.list(report, "scaled").getLast(), within(0.051));
        assertThat(found[3]).isEqualTo(report.number("scaledMistakes"));
        double[] bound = Sentences.numbers(report, "at most # mistakes there");
        assertThat(bound[0]).isCloseTo(report.number("mistakeBound"), within(0.51));
        double[] regression = Sentences.numbers(report, "ridge of #, gets # %, and # % of points.*explain, # and # %");
        assertThat(regression[1])
                .isCloseTo(100 * Values.list(report, "regression").getLast(), within(0.051));
        assertThat(regression[2])
                .isCloseTo(100 * Values.list(report, "regressionUnseen").getLast(), within(0.051));
        assertThat(regression[3]).isCloseTo(100 * report.number("network"), within(0.051));
        assertThat(regression[4]).isCloseTo(100 * report.number("networkUnseen"), within(0.051));
        double[] cost =
                Sentences.numbers(report, "two inputs has #, order 2 of the 784 pixels of a digit #, .* of # digits");
        assertThat(cost).containsExactly(231, 784 * 785 / 2 + 784 + 1, 40);
    }

    @Test
    void aHigherOrderIsNeverWorseInPrinciple() {
        assertThat(separation(1).proven()).isFalse();
        assertThat(separation(1).marginBound()).isLessThan(1e-6);
        assertThat(separation(2).proven()).isTrue();
        assertThat(separation(2).margin()).isPositive();
        assertThat(separation(3).proven()).isTrue();
    }

    /** The four corners of XOR: no line, but x·y, separates them. */
    private static PolynomialSeparation separation(int order) {
        double[][] corners = {{0.5, 0.5}, {-0.5, -0.5}, {0.5, -0.5}, {-0.5, 0.5}};
        return PolynomialSeparation.of(new PlanePoints(corners, new int[] {0, 0, 1, 1}), order);
    }

    /** T_i T_j span the same curves: order 3 of both has as many features, and x³ is (T₃ + 3 T₁)/4. */
    @Test
    void chebyshevFeaturesAreTheSameCurves() {
        ChebyshevFeatures features = new ChebyshevFeatures(3);
        assertThat(features.count())
                .isEqualTo(PlaneFeatures.products(3).count())
                .isEqualTo(9);
        double x = 0.7, y = -0.3, t = 0.87 * x;
        double[] values = features.apply(x, y);
        assertThat((values[5] + 3 * values[0]) / 4).isCloseTo(t * t * t, within(1e-15));
        double[] weights = new double[10];
        weights[0] = -t * t * t;
        weights[1] = 0.75;
        weights[6] = 0.25;
        assertThat(features.exactSign(weights, x + 1e-9, y)).isEqualTo(1);
        assertThat(features.exactSign(weights, x - 1e-9, y)).isEqualTo(-1);
    }
}
