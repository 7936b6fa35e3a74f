package dev.nn.examples.lesson.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Lesson 32: with wrong labels it pays to stop early, and only the validation set says when. */
class WhenToStopTest {
    @Seeds({1, 2, 42})
    void patienceBeatsTrainingToTheEnd(long seed) throws IOException {
        LessonReport report = Reports.of(new WhenToStop(true), seed);
        assertThat(report.number("bestKept")).isLessThan(report.number("all") - 1);
        assertThat(report.number("hindsight")).isLessThanOrEqualTo(report.number("bestKept"));
        assertThat(report.number("best")).isLessThan(report.number("epochs"));
        assertThat(report.number("trainLast")).isLessThan(report.number("trainAtBest"));
        double[] said = Sentences.numbers(report, "error is # % after all # epochs, # % with patience #");
        assertThat(said[0]).isCloseTo(report.number("all"), within(0.051));
        assertThat(said[2]).isCloseTo(report.number("bestKept"), within(0.051));
    }

    /** The losses of the derivation, and the ends of a record. */
    @Test
    void patienceByHand() {
        double[] loss = {0.95, 0.62, 0.42, 0.30, 0.24, 0.28, 0.26, 0.34, 0.1};
        assertThat(WhenToStop.patient(loss, 3, true)).containsExactly(8, 5);
        assertThat(WhenToStop.patient(loss, 3, false)).containsExactly(8, 8);
        assertThat(WhenToStop.patient(loss, 1, true)).containsExactly(6, 5);
        assertThat(WhenToStop.patient(loss, 9, true)).containsExactly(9, 9);
        assertThat(WhenToStop.patient(new double[] {1}, 3, true)).containsExactly(1, 1);
    }
}
