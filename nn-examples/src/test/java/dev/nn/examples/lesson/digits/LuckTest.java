package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lesson 18: seeds spread the result, and one seed gives the same bits, whatever the number of threads. */
class LuckTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 100, 2000})
    void aSeedFixesEveryBit(long seed) throws IOException {
        LessonReport report = Reports.of(new Luck(true), seed);
        assertThat(report.number("bitsSameSeed")).isZero();
        assertThat(report.number("bitsTwoThreads")).isZero();
        assertThat(report.number("bitsOtherSeed")).isGreaterThan(1_000_000);
        assertThat(report.number("worst")).isLessThan(report.number("median") - 0.005);
        assertThat(report.number("best")).isGreaterThan(report.number("median") + 0.005);
    }
}
