package dev.nn.bench.jmh;

import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Work;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;

/** The table behind JMH's own: median over forks in GFLOP/s, the share of the peak, the spread, and bytes per call. */
final class JmhReport {
    private static final String ROW = "%-24s %-10s %-8s %-14s %12s %10s %8s %9s %10s%n";

    private final Collection<RunResult> results;

    JmhReport(Collection<RunResult> results) {
        this.results = results;
    }

    @Override
    public String toString() {
        double peak = results.stream()
                .filter(result -> result.getParams().getBenchmark().contains(PeakBenchmark.class.getSimpleName()))
                .mapToDouble(result -> PeakBenchmark.flops() / nanos(result))
                .findFirst()
                .orElse(Double.NaN);
        StringBuilder table = new StringBuilder("\n");
        table.append(
                ROW.formatted("work", "kernels", "function", "shape", "µs", "GFLOP/s", "of peak", "spread", "B/op"));
        for (RunResult result : results) append(table, result, peak);
        table.append("""

                Median over forks; spread is the slowest fork's time over the fastest's. GFLOP/s counts the products
                only (2 · batch · in · out each), not activations, loss or optimiser.""");
        return table.toString();
    }

    private static void append(StringBuilder table, RunResult result, double peak) {
        BenchmarkParams params = result.getParams();
        String name = params.getBenchmark();
        String work = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark", "");
        double flops = flops(params), rate = flops / nanos(result);
        table.append(ROW.formatted(
                work,
                parameter(params, "kernels"),
                parameter(params, "activation"),
                parameter(params, params.getParam("shape") == null ? "batch" : "shape"),
                number("%.2f", nanos(result) / 1000),
                number("%.1f", rate),
                number("%.0f %%", 100 * rate / peak),
                number("%.2f", spread(result)),
                number("%.0f", allocated(result))));
    }

    private static double flops(BenchmarkParams params) {
        String name = params.getBenchmark();
        if (name.contains(PeakBenchmark.class.getSimpleName())) return PeakBenchmark.flops();
        if (name.contains(ConvolutionBenchmark.class.getSimpleName())) {
            return ConvolutionState.flops(params.getParam("shape"));
        }
        if (params.getParam("batch") != null)
            return TrainingStepBenchmark.flops(Integer.parseInt(params.getParam("batch")));
        return name.endsWith("backwardActivation")
                ? Double.NaN
                : Work.FORWARD.flops(DenseShape.parse(params.getParam("shape")));
    }

    /** Median over the forks of each fork's mean time, in nanoseconds. */
    private static double nanos(RunResult result) {
        double[] forks = forks(result);
        return forks[forks.length / 2];
    }

    private static double spread(RunResult result) {
        double[] forks = forks(result);
        return forks[forks.length - 1] / forks[0];
    }

    private static double[] forks(RunResult result) {
        return result.getBenchmarkResults().stream()
                .mapToDouble(
                        fork -> 1000 * fork.getPrimaryResult().getStatistics().getMean())
                .sorted()
                .toArray();
    }

    /** Bytes allocated per call, as JMH's GC profiler says. */
    @SuppressWarnings("rawtypes") // as JMH declares its results
    private static double allocated(RunResult result) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("gc.alloc.rate.norm"))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String parameter(BenchmarkParams params, String name) {
        String value = params.getParam(name);
        return value == null ? "-" : value;
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
