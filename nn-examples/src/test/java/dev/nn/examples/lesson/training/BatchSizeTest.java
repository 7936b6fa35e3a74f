package dev.nn.examples.lesson.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.examples.lesson.desk.LessonReport;
import dev.nn.examples.lesson.desk.Reports;
import dev.nn.examples.lesson.desk.Seeds;
import dev.nn.examples.lesson.desk.Sentences;
import dev.nn.examples.lesson.desk.Values;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lesson 25: batches make better use of the machine. How fast it is belongs to the machine, so little is asked of it. */
class BatchSizeTest {
    @Seeds({1, 2, 3})
    void batchesAreFasterThanSingleImages(long seed) throws IOException {
        LessonReport report = Reports.of(new BatchSize(true), seed);
        List<Double> speed = Values.list(report, "samplesPerSecond"), intensity = Values.list(report, "intensity");
        assertThat(report.number("gain")).isGreaterThan(2);
        assertThat(report.number("fastestBatch")).isGreaterThan(1);
        assertThat(intensity).isSorted();
        for (int i = 0; i < speed.size(); i++) {
            assertThat(Values.list(report, "gigaflops").get(i))
                    .isCloseTo(speed.get(i) * (4 * 784 * 128 + 6 * 128 * 10) / 1e9, within(1e-9));
        }
        double[] said =
                Sentences.numbers(report, "One image a step: # images a second. # a step, the fastest here: #,");
        assertThat(said[0]).isCloseTo(report.number("slowest"), within(0.51));
        assertThat(said[1]).isEqualTo(report.number("fastestBatch"));
        assertThat(said[2]).isCloseTo(report.number("fastest"), within(0.51));
    }

    /** The numbers of the derivation. */
    @Test
    void operationsForAByte() {
        assertThat(BatchSize.intensity(1)).isCloseTo(200_704.0 / 405_056, within(1e-12));
        assertThat(BatchSize.intensity(64)).isCloseTo(12_845_056.0 / 634_880, within(1e-12));
        assertThat(BatchSize.intensity(100_000_000)).isCloseTo(55, within(0.1));
        assertThat(BatchSize.rate(0.001, 128)).isCloseTo(0.002, within(1e-12));
    }
}
