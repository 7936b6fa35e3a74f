package dev.nn.bench.report;

import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.work.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The results as text: what was measured and how, the limits of the machine, and a line for each row. */
public final class Table {
    private static final String LINE = "%-10s %-30s %-9s %3s %4s  %-12s %8s %8s %8s %10s %10s %8s %7s  %s";

    private final Results results;

    public Table(Results results) {
        this.results = results;
    }

    /** All lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!results.forks().isEmpty()) lines.addAll(header());
        if (!results.rows().isEmpty()) addRows(lines);
        if (!results.company().isEmpty()) addCompany(lines);
        if (!results.coldStarts().isEmpty()) addColdStarts(lines);
        return lines;
    }

    private void addRows(List<String> lines) {
        lines.add("");
        lines.add(String.format(
                        Locale.ROOT,
                        LINE,
                        "work",
                        "shape",
                        "function",
                        "thr",
                        "bits",
                        "who",
                        "GFLOP/s",
                        "of peak",
                        "of roof",
                        "CPU us",
                        "wall us",
                        "B/op",
                        "spread",
                        "notes")
                .stripTrailing());
        for (Row row : results.rows()) lines.add(line(row));
        lines.addAll(summary());
    }

    private void addCompany(List<String> lines) {
        lines.add("");
        lines.add(
                "With a neighbour, a thread that streams memory: what is left of the speed alone, in the same rounds.");
        String format = "%-10s %-30s %-9s %4s  %-12s %12s %12s %8s %8s %14s";
        lines.add(String.format(
                Locale.ROOT,
                format,
                "work",
                "shape",
                "function",
                "bits",
                "who",
                "CPU us alone",
                "beside it",
                "left",
                "least",
                "neighbour GB/s"));
        for (CompanyRow row : results.company()) {
            lines.add(String.format(
                    Locale.ROOT,
                    format,
                    row.work(),
                    row.shape(),
                    row.activation(),
                    row.bits(),
                    row.who(),
                    number("%.2f", row.aloneMicros()),
                    number("%.2f", row.besideMicros()),
                    number("%.1f %%", 100 * row.left()),
                    row.forks() == 1 ? "-" : number("%.1f %%", 100 * row.least()),
                    number("%.1f", row.neighbour())));
        }
    }

    private void addColdStarts(List<String> lines) {
        if (!lines.isEmpty()) lines.add("");
        lines.add("Cold start: a new JVM up to its first prediction of 784-256-128-10, median of "
                + results.coldStarts().getFirst().runs() + " runs in turns.");
        String format = "%-12s %10s %10s %14s %14s %8s";
        lines.add(String.format(
                Locale.ROOT, format, "who", "wall ms", "CPU ms", "peak RSS MiB", "on disk MiB", "spread"));
        for (ColdStartRow row : results.coldStarts()) {
            lines.add(String.format(
                    Locale.ROOT,
                    format,
                    row.who(),
                    number("%.0f", row.wallMillis()),
                    number("%.0f", row.cpuMillis()),
                    number("%.0f", row.peakMebibytes()),
                    number("%.1f", row.diskMebibytes()),
                    number("%.2f", row.spread())));
        }
    }

    private List<String> header() {
        List<String> lines = new ArrayList<>();
        String seeds = results.forks().stream()
                .map(fork -> String.valueOf(fork.seed()))
                .distinct()
                .collect(Collectors.joining(", "));
        lines.add("%d fork%s, each polluted first (seeds %s) and checked against double precision."
                .formatted(results.forks().size(), results.forks().size() == 1 ? "" : "s", seeds));
        lines.add(
                "GFLOP/s: products only, by thread CPU time, with several threads by wall time; medians over rounds, then"
                        + " over forks.");
        lines.add(
                "spread: slowest fork's time over fastest's. of roof: of the peak, or of the bandwidth of the level that"
                        + " holds the operands.");
        for (Limits limits : results.limits()) lines.add(limits(limits));
        return lines;
    }

    private String limits(Limits limits) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "Limits of a core, %d bits: FMA peak %.1f GFLOP/s (spread %.2f); reads",
                limits.bits(),
                limits.peak(),
                results.peakSpread(limits.bits())));
        String separator = " ";
        for (MemoryLevel level : MemoryLevel.values()) {
            line.append(String.format(
                    Locale.ROOT,
                    "%s%s %.0f GB/s (of %s)",
                    separator,
                    level,
                    limits.bandwidth().getOrDefault(level, Double.NaN),
                    level.workingSet() < 1024 ? level.workingSet() + " KiB" : level.workingSet() / 1024 + " MiB"));
            separator = ", ";
        }
        if (limits.together().threads() > 1) {
            line.append(String.format(
                    Locale.ROOT,
                    "; %d threads reach %.2f times the peak together",
                    limits.together().threads(),
                    limits.together().gain()));
        }
        return line.append('.').toString();
    }

    private static String line(Row row) {
        return String.format(
                        Locale.ROOT,
                        LINE,
                        row.chosen().work().label(),
                        row.chosen().shape(),
                        row.chosen().activation(),
                        row.chosen().threads(),
                        row.bits(),
                        row.who(),
                        number("%.1f", row.gflops()),
                        number("%.1f %%", 100 * row.shareOfPeak()),
                        number("%.1f %%", 100 * row.shareOfRoof()),
                        number("%.2f", row.cpuMicros()),
                        number("%.2f", row.wallMicros()),
                        number("%.0f", row.bytesPerOp()),
                        row.forks() == 1 ? "-" : number("%.3f", row.spread()),
                        notes(row))
                .stripTrailing();
    }

    private static String notes(Row row) {
        List<String> notes = new ArrayList<>();
        if (!row.ratios().isEmpty()) {
            Map.Entry<String, Double> best = best(row).orElseThrow();
            notes.add(String.format(Locale.ROOT, "%.2f x %s", best.getValue(), best.getKey()));
        }
        if (row.chosen().work().isStep()) {
            notes.add(String.format(Locale.ROOT, "%.0f samples/s", row.samplesPerSecond()));
        }
        if (row.chosen().work() == Work.LATENCY) {
            notes.add(String.format(
                    Locale.ROOT, "p99 %.2f us CPU, %.2f us wall", row.p99CpuMicros(), row.p99WallMicros()));
        }
        return String.join(", ", notes);
    }

    /** The fastest peer: the one whose time over ours is least. */
    static Optional<Map.Entry<String, Double>> best(Row row) {
        return row.ratios().entrySet().stream().min(Map.Entry.comparingByValue(Comparator.naturalOrder()));
    }

    private List<String> summary() {
        return new Summary(results.rows()).lines();
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
