package dev.nn.bench.jmh;

import dev.nn.bench.measure.Median;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Work;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
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
                only (2 · batch · in · out each), not activations, loss or optimiser. Shares of the peak need its own
                benchmark in the same run: a pattern that finds PeakBenchmark, too.""");
        return table.toString();
    }

    private static void append(StringBuilder table, RunResult result, double peak) {
        BenchmarkParams params = result.getParams();
        String name = params.getBenchmark();
        String work = name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1)
                .replace("Benchmark", "");
        double flops = flops(name, params::getParam), rate = flops / nanos(result);
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

    /**
     * Floating-point operations of the products of one call, or NaN where they don't count.
     *
     * @param benchmark class and method
     * @param parameter from a parameter's name to its value
     */
    static double flops(String benchmark, UnaryOperator<@Nullable String> parameter) {
        String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
        String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "PeakBenchmark" -> PeakBenchmark.flops();
            case "ConvolutionBenchmark" -> ConvolutionState.flops(value(parameter, "shape"));
            case "TrainingStepBenchmark" -> TrainingStepBenchmark.flops(Integer.parseInt(value(parameter, "batch")));
            case "SideBySideBenchmark" -> SideBySideBenchmark.flops(Integer.parseInt(value(parameter, "batch")));
            case "LayerBenchmark" ->
                method.equals("backwardActivation")
                        ? Double.NaN
                        : Work.FORWARD.flops(DenseShape.parse(value(parameter, "shape")));
            default -> Double.NaN;
        };
    }

    private static String value(UnaryOperator<@Nullable String> parameter, String name) {
        return Objects.requireNonNull(parameter.apply(name), name);
    }

    /** Median over the forks of each fork's mean time, in nanoseconds. */
    private static double nanos(RunResult result) {
        return Median.of(forks(result));
    }

    private static double spread(RunResult result) {
        double[] forks = forks(result);
        return forks[forks.length - 1] / forks[0];
    }

    private static double[] forks(RunResult result) {
        BenchmarkParams params = result.getParams();
        return result.getBenchmarkResults().stream()
                .mapToDouble(fork -> nanos(
                        params.getMode(),
                        params.getTimeUnit(),
                        fork.getPrimaryResult().getStatistics().getMean()))
                .sorted()
                .toArray();
    }

    /** What a call takes, from JMH's score: a time in a unit, or calls in that unit. */
    static double nanos(Mode mode, TimeUnit unit, double score) {
        double nanos = unit.toNanos(1);
        return mode == Mode.Throughput ? nanos / score : score * nanos;
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
