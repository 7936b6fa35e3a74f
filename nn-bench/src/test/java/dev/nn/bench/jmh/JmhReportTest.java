package dev.nn.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class JmhReportTest {
    @Test
    void scoresAreTimesOfACallInWhateverUnitAndMode() {
        assertThat(JmhReport.nanos(Mode.AverageTime, TimeUnit.MICROSECONDS, 2.5))
                .isCloseTo(2500, within(1e-9));
        assertThat(JmhReport.nanos(Mode.AverageTime, TimeUnit.NANOSECONDS, 2.5)).isCloseTo(2.5, within(1e-12));
        assertThat(JmhReport.nanos(Mode.SampleTime, TimeUnit.MILLISECONDS, 2)).isCloseTo(2e6, within(1e-6));
        assertThat(JmhReport.nanos(Mode.Throughput, TimeUnit.SECONDS, 4)).isCloseTo(0.25e9, within(1e-3));
    }

    private static double flops(String benchmark, String... parameters) {
        Map<String, String> map = parameters.length == 0 ? Map.of() : Map.of(parameters[0], parameters[1]);
        return JmhReport.flops("dev.nn.bench.jmh." + benchmark, map::get);
    }

    @Test
    void operationsAreThoseOfTheBenchmarksOwnWork() {
        assertThat(flops("LayerBenchmark.forward", "shape", "2x3x5")).isEqualTo(60);
        assertThat(flops("LayerBenchmark.backwardActivation", "shape", "2x3x5")).isNaN();
        assertThat(flops("TrainingStepBenchmark.step", "batch", "32")).isEqualTo(32 * 1_007_104.0);
        // forward, dW and dX of 2·16 + 16·2 weights, but no dX of the first layer
        assertThat(flops("SideBySideBenchmark.sideBySide", "batch", "8")).isEqualTo(2.0 * 8 * (3 * 64 - 32));
        assertThat(flops("PeakBenchmark.fma")).isPositive();
        assertThat(flops("AdoptionBenchmark.rankQuery")).isNaN();
    }

    /** No benchmark, with any of its parameters, may break the table after the measurement. */
    @Test
    void everyBenchmarkHasARow() {
        BenchmarkList list = BenchmarkList.defaultList();
        for (BenchmarkListEntry entry :
                list.getAll(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), List.of())) {
            Map<String, String[]> parameters = entry.getParams().orElse(Map.of());
            int most = parameters.values().stream()
                    .mapToInt(values -> values.length)
                    .max()
                    .orElse(1);
            for (int i = 0; i < most; i++) {
                int chosen = i;
                double flops = JmhReport.flops(
                        entry.getUsername(),
                        name -> Optional.ofNullable(parameters.get(name))
                                .map(values -> values[Math.min(chosen, values.length - 1)])
                                .orElse(null));
                assertThat(Double.isNaN(flops) || flops > 0)
                        .as(entry.getUsername())
                        .isTrue();
            }
        }
    }
}
