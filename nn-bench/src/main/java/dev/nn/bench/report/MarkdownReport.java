package dev.nn.bench.report;

import dev.nn.bench.fork.ForkResult;
import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.measure.Together;
import dev.nn.bench.work.Work;
import dev.nn.command.Machine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results as a document in Markdown: under what they were measured, the limits of that machine, geometric means, and
 * a table for each kind of work.
 */
public final class MarkdownReport {
    private final Results results;
    private final Conditions conditions;

    public MarkdownReport(Results results, Conditions conditions) {
        this.results = results;
        this.conditions = conditions;
    }

    /** Writes it all. */
    public void writeTo(OutputStream out) throws IOException {
        out.write((String.join("\n", lines()) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        addConditions(lines);
        if (!results.forks().isEmpty()) addLimits(lines);
        if (!results.rows().isEmpty()) {
            addMeans(lines);
            addRows(lines);
        }
        if (!results.company().isEmpty()) addCompany(lines);
        if (!results.coldStarts().isEmpty()) addColdStarts(lines);
        return lines;
    }

    private void addConditions(List<String> lines) {
        Machine machine = conditions.machine();
        lines.add("# Measurements on " + machine.cpu().name());
        lines.addAll(List.of("", "`./nn bench` has written this file. Run it again instead of editing it:", ""));
        lines.addAll(List.of("```", conditions.command(), "```", ""));
        MarkdownTable table = new MarkdownTable("", "");
        table.add("commit", conditions.commit());
        table.add(
                "date",
                conditions.start().toLocalDate() + ", " + conditions.start().toLocalTime() + " UTC");
        table.add("processor", machine.cpu().name() + "; " + machine.processors() + " available to this JVM");
        table.add("of its features", String.join(" ", machine.cpu().features()));
        table.add("load before the run", conditions.load() < 0 ? "not known" : number("%.2f", conditions.load()));
        table.add("JDK", machine.jdk() + ", " + machine.vendor() + ", " + machine.vm());
        table.add("system", machine.os() + ", " + machine.arch());
        table.add(
                "kernels",
                distinct(results.forks().stream().map(ForkResult::kernels).toList()));
        table.add(
                "JVMs",
                results.forks().size() + ", seeds "
                        + distinct(results.forks().stream()
                                .map(fork -> String.valueOf(fork.seed()))
                                .toList()));
        lines.addAll(table.lines());
    }

    private void addLimits(List<String> lines) {
        lines.addAll(List.of("", "## What a core can do", ""));
        lines.add(
                "Multiply-adds in registers, and reading from each level of memory. The spread is the fastest JVM's peak"
                        + " over the slowest's. Together is what several threads of multiply-adds reach by the clock, in multiples"
                        + " of one: rows on several threads are measured against that.");
        lines.add("");
        List<String> header = new ArrayList<>(List.of("bits", "peak, GFLOP/s", "spread", "together"));
        for (MemoryLevel level : MemoryLevel.values()) header.add(level + ", GB/s");
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (Limits limits : results.limits()) {
            List<String> cells = new ArrayList<>(List.of(
                    String.valueOf(limits.bits()),
                    number("%.1f", limits.peak()),
                    number("%.3f", results.peakSpread(limits.bits())),
                    together(limits.together())));
            for (MemoryLevel level : MemoryLevel.values()) {
                cells.add(number("%.0f", limits.bandwidth().getOrDefault(level, Double.NaN)));
            }
            table.add(cells.toArray(String[]::new));
        }
        lines.addAll(table.lines());
    }

    private static String together(Together together) {
        return together.threads() == 1 ? "" : number("%.2f ×", together.gain()) + " on " + together.threads();
    }

    private void addMeans(List<String> lines) {
        lines.addAll(List.of("", "## Geometric means", ""));
        List<String> header = new ArrayList<>(List.of("ours", "rows", "of peak", "of roof", "worst of roof"));
        List<Summary.Mean> means = new Summary(results.rows()).means();
        boolean compared = means.stream().anyMatch(mean -> !mean.ratios().isEmpty());
        if (compared) header.add("speed over others'");
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (Summary.Mean mean : means) {
            List<String> cells = new ArrayList<>(List.of(
                    mean.kind(),
                    String.valueOf(mean.rows()),
                    percent(mean.ofPeak()),
                    percent(mean.ofRoof()),
                    percent(mean.worstOfRoof())));
            if (compared) cells.add(ratios(mean.ratios()));
            table.add(cells.toArray(String[]::new));
        }
        lines.addAll(table.lines());
    }

    private void addRows(List<String> lines) {
        lines.addAll(List.of("", "## Rows", ""));
        lines.add(
                "GFLOP/s count the products only, by the thread's CPU time, with several threads by the clock. Each is the"
                        + " median over rounds and then over JVMs. The roof is the peak, or what the memory level that holds the"
                        + " operands delivers. The spread is the slowest JVM's time over the fastest's.");
        Map<Work, List<Row>> kinds = results.rows().stream()
                .collect(Collectors.groupingBy(row -> row.chosen().work(), LinkedHashMap::new, Collectors.toList()));
        kinds.forEach((work, rows) -> addRows(lines, work, rows));
    }

    private void addRows(List<String> lines, Work work, List<Row> rows) {
        lines.addAll(List.of("", "### " + work.label(), ""));
        List<String> header = new ArrayList<>(List.of("shape", "function", "threads", "bits", "who"));
        header.addAll(List.of("GFLOP/s", "of peak", "of roof", "CPU µs", "wall µs", "B/op", "spread"));
        if (work == Work.LATENCY) header.addAll(List.of("p99 CPU µs", "p99 wall µs"));
        if (work.isStep()) header.add("samples/s");
        boolean compared = rows.stream().anyMatch(row -> !row.ratios().isEmpty());
        if (compared) header.add("speed over others'");
        MarkdownTable table = new MarkdownTable(header.toArray(String[]::new));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(
                    row.chosen().shape().toString(),
                    row.chosen().activation(),
                    String.valueOf(row.chosen().threads()),
                    String.valueOf(row.bits()),
                    row.who(),
                    number("%.1f", row.gflops()),
                    percent(row.shareOfPeak()),
                    percent(row.shareOfRoof()),
                    number("%.2f", row.cpuMicros()),
                    number("%.2f", row.wallMicros()),
                    number("%.0f", row.bytesPerOp()),
                    row.forks() == 1 ? "" : number("%.3f", row.spread())));
            if (work == Work.LATENCY) {
                cells.add(number("%.2f", row.p99CpuMicros()));
                cells.add(number("%.2f", row.p99WallMicros()));
            }
            if (work.isStep()) cells.add(number("%.0f", row.samplesPerSecond()));
            if (compared) cells.add(ratios(row.ratios()));
            table.add(cells.toArray(String[]::new));
        }
        lines.addAll(table.lines());
    }

    private void addCompany(List<String> lines) {
        lines.addAll(List.of("", "## With a neighbour", ""));
        lines.add(
                "What is left of the speed while another thread streams memory, measured in the same rounds as the speed"
                        + " alone. Multiply-adds in registers need no memory: what they lose, the core has lost. Least is the"
                        + " least share in any JVM.");
        lines.add("");
        MarkdownTable table = new MarkdownTable(
                "work",
                "shape",
                "function",
                "bits",
                "who",
                "CPU µs alone",
                "beside it",
                "left",
                "least",
                "neighbour, GB/s");
        for (CompanyRow row : results.company()) {
            table.add(
                    row.work(),
                    row.shape(),
                    row.activation(),
                    String.valueOf(row.bits()),
                    row.who(),
                    number("%.2f", row.aloneMicros()),
                    number("%.2f", row.besideMicros()),
                    percent(row.left()),
                    row.forks() == 1 ? "" : percent(row.least()),
                    number("%.1f", row.neighbour()));
        }
        lines.addAll(table.lines());
    }

    private void addColdStarts(List<String> lines) {
        lines.addAll(List.of("", "## Cold start", ""));
        lines.add("A new JVM up to its first prediction of 784-256-128-10; medians of "
                + results.coldStarts().getFirst().runs() + " runs in turns.");
        lines.add("");
        MarkdownTable table = new MarkdownTable("who", "wall ms", "CPU ms", "peak RSS MiB", "on disk MiB", "spread");
        for (ColdStartRow row : results.coldStarts()) {
            table.add(
                    row.who(),
                    number("%.0f", row.wallMillis()),
                    number("%.0f", row.cpuMillis()),
                    number("%.0f", row.peakMebibytes()),
                    number("%.1f", row.diskMebibytes()),
                    number("%.2f", row.spread()));
        }
        lines.addAll(table.lines());
    }

    private static String ratios(Map<String, Double> ratios) {
        return ratios.entrySet().stream()
                .map(each -> number("%.2f", each.getValue()) + " × " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String distinct(List<String> values) {
        return values.stream().distinct().collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return number("%.1f %%", 100 * share);
    }

    /** A number; nothing where there is none. */
    private static String number(String format, double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, format, value);
    }
}
