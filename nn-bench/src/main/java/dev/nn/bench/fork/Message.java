package dev.nn.bench.fork;

import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Together;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a fork tells the process that started it, one line each on its standard output. Libraries print there too, so
 * our lines begin with a mark.
 */
sealed interface Message {
    String MARK = "@nn-bench\t";

    /** How far it is: so many cases of so many, and what comes next. */
    record Progress(int done, int total, String next) implements Message {}

    /** The name of the kernels that run. */
    record Using(String kernels) implements Message {}

    /** The result for one case, by its name, and one competitor. */
    record Measured(String caseName, String who, Sample sample) implements Message {}

    /** What is left of a competitor's speed beside a neighbour. */
    record Accompanied(ForkResult.Accompanied result) implements Message {}

    /** The limits of the machine in this fork. */
    record Measure(Limits limits) implements Message {}

    /** A first prediction, when it was there by the system's monotonic clock, and what it took. */
    record Predicted(long receivedNanos, double cpuMillis, double peakMebibytes, double diskMebibytes)
            implements Message {}

    /** What was left out, and why. */
    record Skipped(String what, String reason) implements Message {}

    /** The end before the end. */
    record Failed(String reason) implements Message {}

    /** The line that says it. */
    static String encode(Message message) {
        return MARK
                + switch (message) {
                    case Progress it -> line("progress", it.done, it.total, it.next);
                    case Using it -> line("using", it.kernels);
                    case Measured it ->
                        line(
                                "measured",
                                it.caseName,
                                it.who,
                                it.sample.cpuNanos(),
                                it.sample.wallNanos(),
                                it.sample.bytes(),
                                it.sample.slowCpuNanos(),
                                it.sample.slowWallNanos());
                    case Accompanied it ->
                        line(
                                "accompanied",
                                it.result.caseName(),
                                it.result.who(),
                                it.result.aloneNanos(),
                                it.result.besideNanos(),
                                it.result.neighbour());
                    case Measure it -> limits(it.limits);
                    case Predicted it ->
                        line("predicted", it.receivedNanos, it.cpuMillis, it.peakMebibytes, it.diskMebibytes);
                    case Skipped it -> line("skipped", it.what, it.reason);
                    case Failed it -> line("failed", it.reason);
                };
    }

    private static String limits(Limits limits) {
        StringBuilder line = new StringBuilder(line(
                "limits",
                limits.bits(),
                limits.peak(),
                limits.together().threads(),
                limits.together().gain()));
        for (MemoryLevel level : MemoryLevel.values()) {
            line.append('\t').append(limits.bandwidth().getOrDefault(level, Double.NaN));
        }
        return line.toString();
    }

    private static String line(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            if (!line.isEmpty()) line.append('\t');
            line.append(field.toString().replaceAll("\\s+", " "));
        }
        return line.toString();
    }

    /** What a line says, or null if it is not one of ours. */
    static @Nullable Message decode(String line) {
        if (!line.startsWith(MARK)) return null;
        String[] f = line.substring(MARK.length()).split("\t", -1);
        return switch (f[0]) {
            case "progress" -> new Progress(Integer.parseInt(f[1]), Integer.parseInt(f[2]), f[3]);
            case "using" -> new Using(f[1]);
            case "measured" ->
                new Measured(
                        f[1], f[2], new Sample(number(f[3]), number(f[4]), number(f[5]), number(f[6]), number(f[7])));
            case "accompanied" ->
                new Accompanied(new ForkResult.Accompanied(f[1], f[2], number(f[3]), number(f[4]), number(f[5])));
            case "limits" -> {
                Map<MemoryLevel, Double> bandwidth = new EnumMap<>(MemoryLevel.class);
                int next = 5;
                for (MemoryLevel level : MemoryLevel.values()) bandwidth.put(level, number(f[next++]));
                Together together = new Together(Integer.parseInt(f[3]), number(f[4]));
                yield new Measure(new Limits(Integer.parseInt(f[1]), number(f[2]), together, bandwidth));
            }
            case "predicted" -> new Predicted(Long.parseLong(f[1]), number(f[2]), number(f[3]), number(f[4]));
            case "skipped" -> new Skipped(f[1], f[2]);
            case "failed" -> new Failed(f[1]);
            default -> null;
        };
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }
}
