package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Lesson 16: the error falls as the width grows, and the sentences say where it did not. */
class UniversalApproximationTest {
    /** With seed 1 the error falls with every doubling, with 100 it doesn't. */
    @Tag("long")
    @Seeds({1, 100, 2000})
    void theErrorFallsWithTheWidth(long seed) throws IOException {
        LessonReport report = Reports.of(new UniversalApproximation(true), seed);
        List<Double> best = Values.list(report, "best"), worst = Values.list(report, "worst");
        assertThat(best).hasSize(7);
        assertThat(best.getLast()).isLessThan(0.02).isLessThan(best.get(3) / 5);
        assertThat(best.get(3)).isLessThan(best.getFirst() / 2);
        double[] ends = Sentences.numbers(report, "error is # with one unit and # with 64");
        assertThat(ends[0]).isCloseTo(best.getFirst(), within(0.0051));
        assertThat(ends[1]).isCloseTo(best.getLast(), within(0.000051));
        boolean always = true;
        for (int i = 1; i < best.size(); i++) {
            boolean fell = best.get(i) < best.get(i - 1);
            always &= fell;
            String doubling = "%d to %d".formatted(1 << (i - 1), 1 << i);
            assertThat(Sentences.says(report, "from " + doubling + " "))
                    .as(doubling)
                    .isEqualTo(!fell);
        }
        assertThat(Sentences.says(report, "with every doubling")).isEqualTo(always);
        double[] starts =
                Sentences.numbers(report, "with 4 units the errors of 5 starts go from # to #, with 64 from # to #");
        assertThat(starts[0]).isCloseTo(best.get(2), within(0.000051));
        assertThat(starts[1]).isCloseTo(worst.get(2), within(0.000051));
        assertThat(starts[2]).isCloseTo(best.getLast(), within(0.000051));
        assertThat(starts[3]).isCloseTo(worst.getLast(), within(0.000051));
    }
}
