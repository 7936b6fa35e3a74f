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

/** Lesson 31: more images help, and so do changed copies of them. */
class MoreDataTest {
    @Tag("long")
    @Seeds({1, 2, 42})
    void moreImagesAndChangedCopiesHelp(long seed) throws IOException {
        LessonReport report = Reports.of(new MoreData(true), seed);
        List<Double> real = Values.list(report, "real"), copies = Values.list(report, "withCopies");
        assertThat(real.getLast()).isLessThan(real.getFirst() - 0.02);
        assertThat(copies.getLast()).isLessThan(copies.getFirst());
        assertThat(copies.getFirst()).isLessThan(real.getFirst() - 0.004);
        assertThat(report.number("worth")).isGreaterThan(1.1 * report.number("images"));
        assertThat(report.number("together")).isLessThan(report.number("nothing"));
        assertThat(report.number("trainError")).isLessThan(report.number("nothing") / 2);
        double[] said = Sentences.numbers(
                report, "wrong. With label smoothing # % .* L1 #, with changed copies #; the # networks together #\\.");
        assertThat(said[0]).isCloseTo(100 * report.number("labelsmoothing"), within(0.051));
        assertThat(said[1]).isCloseTo(100 * report.number("L1"), within(0.051));
        assertThat(said[2]).isCloseTo(100 * report.number("changedcopies"), within(0.051));
        assertThat(said[4]).isCloseTo(100 * report.number("together"), within(0.051));
    }
}
