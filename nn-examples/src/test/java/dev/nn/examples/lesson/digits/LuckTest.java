package dev.nn.examples.lesson.digits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import java.io.IOException;

/** Lesson 18: seeds spread the result, and one seed gives the same bits, whatever the number of threads. */
class LuckTest {
    @Seeds({1, 100, 2000})
    void aSeedFixesEveryBit(long seed) throws IOException {
        LessonReport report = Reports.of(new Luck(true), seed);
        assertThat(report.number("bitsSameSeed")).isZero();
        assertThat(report.number("bitsTwoThreads")).isZero();
        assertThat(report.number("bitsOtherSeed")).isGreaterThan(1_000_000);
        assertThat(report.number("worst")).isLessThan(report.number("median") - 0.005);
        assertThat(report.number("best")).isGreaterThan(report.number("median") + 0.005);
        // 784-256-128-10: (784 + 1) 256 + (256 + 1) 128 + (128 + 1) 10, without the gaps of the array that holds them.
        assertThat(report.number("weights")).isEqualTo(235_146);
        double[] range = Sentences.numbers(report, "accuracy from # to # %, median # %");
        assertThat(range[0]).isCloseTo(100 * report.number("worst"), within(0.0051));
        assertThat(range[1]).isCloseTo(100 * report.number("best"), within(0.0051));
        assertThat(range[2]).isCloseTo(100 * report.number("median"), within(0.0051));
        double[] picked = Sentences.numbers(
                report,
                "there it gets # %, where the median of all is # %; on the rest it gets # %, and the median is # %");
        assertThat(picked[0]).isCloseTo(100 * report.number("picked"), within(0.0051));
        assertThat(picked[1]).isCloseTo(100 * report.number("medianPicked"), within(0.0051));
        assertThat(picked[2]).isCloseTo(100 * report.number("pickedElsewhere"), within(0.0051));
        assertThat(picked[3]).isCloseTo(100 * report.number("medianElsewhere"), within(0.0051));
    }
}
