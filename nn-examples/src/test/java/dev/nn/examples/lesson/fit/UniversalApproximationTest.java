package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 16: the error falls with every doubling of the width. */
class UniversalApproximationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 100, 2000})
    void theErrorFallsWithTheWidth(long seed) throws IOException {
        LessonReport report = Reports.of(new UniversalApproximation(true), seed);
        List<Double> best = Values.list(report, "best");
        assertThat(best).hasSize(7);
        for (int w = 1; w < best.size(); w++) {
            assertThat(best.get(w)).as("doubling %d", w).isLessThan(best.get(w - 1));
        }
        assertThat(best.getLast()).isLessThan(0.02);
    }
}
