package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonContext;
import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.network.Network;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 29: folds double the pieces; at equal parameters three layers beat one on spirals. */
class DepthOrWidthTest {
    @Seeds({1, 2, 42})
    void threeLayersBeatOneOnSpirals(long seed) {
        LessonReport report = new DepthOrWidth(true).run(new LessonContext(seed, Map.of("turns", 1.5)));
        assertThat(report.number("deepestError")).isLessThan(report.number("wideError") - 0.03);
        assertThat(report.number("bestDepth")).isEqualTo(3);
        double[] said = Sentences.numbers(report, "one hidden layer gets # % of new points wrong, # layers # %");
        assertThat(said[0]).isCloseTo(100 * report.number("wideError"), within(0.051));
        assertThat(said[1]).isEqualTo(3);
        assertThat(said[2]).isCloseTo(100 * report.number("deepestError"), within(0.051));
    }

    @Test
    void itsReportIsComplete() throws IOException {
        assertThat(Reports.of(new DepthOrWidth(true), 1).number("foldPieces")).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 10})
    void eachLayerDoublesThePieces(int depth) {
        Network network = DepthOrWidth.folding(depth);
        assertThat(DepthOrWidth.pieces(network, 1 << depth)).isEqualTo(1 << depth);
        assertThat(network.parameterCount()).isEqualTo(4 + 6 * (depth - 1) + 3);
    }

    /** The numbers of the derivation. */
    @Test
    void aFoldByHand() {
        assertThat(DepthOrWidth.folding(1).predict(new float[] {0, 0.25f, 0.5f, 0.75f, 1}))
                .containsExactly(0, 0.5f, 1, 0.5f, 0);
        assertThat(DepthOrWidth.folding(2).predict(new float[] {0, 0.25f, 0.5f, 0.75f, 1}))
                .containsExactly(0, 1, 0, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 6})
    void widthsKeepWithinTheBudget(int layers) {
        int width = DepthOrWidth.width(layers, 300);
        assertThat(DepthOrWidth.count(layers, width)).isLessThanOrEqualTo(300);
        assertThat(DepthOrWidth.count(layers, width + 1)).isGreaterThan(300);
    }
}
