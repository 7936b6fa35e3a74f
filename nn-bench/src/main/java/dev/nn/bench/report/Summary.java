package dev.nn.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Our rows in short: for each kind of work the geometric mean and the worst share of the peak and of the roofline, and
 * the geometric mean against each peer.
 */
final class Summary {
    private static final String LINE = "%-46s %5s %12s %12s %14s  %s";

    private final Map<String, List<Row>> kinds = new LinkedHashMap<>();

    Summary(List<Row> rows) {
        for (Row row : rows) {
            if (!row.ours()) continue;
            String kind = row.chosen().work().label() + " " + row.chosen().activation() + ", "
                    + (row.chosen().shape().batch() < 8 ? "batch < 8" : "batch >= 8")
                    + (row.chosen().shape().kind().isEmpty()
                            ? ""
                            : ", " + row.chosen().shape().kind())
                    + (row.chosen().threads() == 1 ? "" : ", " + row.chosen().threads() + " threads")
                    + (rows.stream().map(Row::bits).distinct().count() == 1 ? "" : ", " + row.bits() + " bits");
            kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(row);
        }
    }

    /**
     * Rows of a kind in short.
     *
     * @param kind the work, its function and the size of its batches
     * @param rows how many
     * @param ofPeak the geometric mean of their shares of the peak
     * @param ofRoof the same of the roofline
     * @param worstOfRoof the least share of the roofline
     * @param ratios the geometric mean of each peer's times over ours
     */
    record Mean(String kind, int rows, double ofPeak, double ofRoof, double worstOfRoof, Map<String, Double> ratios) {}

    /** All kinds, in the order of their first rows. */
    List<Mean> means() {
        List<Mean> means = new ArrayList<>();
        kinds.forEach((kind, rows) -> means.add(new Mean(
                kind,
                rows.size(),
                geometric(rows.stream().mapToDouble(Row::shareOfPeak).toArray()),
                geometric(rows.stream().mapToDouble(Row::shareOfRoof).toArray()),
                rows.stream().mapToDouble(Row::shareOfRoof).min().orElse(Double.NaN),
                ratios(rows))));
        return means;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                        Locale.ROOT, LINE, "ours, geometric means", "rows", "of peak", "of roof", "worst of roof", "")
                .stripTrailing());
        for (Mean mean : means()) {
            List<String> peers = new ArrayList<>();
            mean.ratios.forEach((who, ratio) -> peers.add(String.format(Locale.ROOT, "%.2f x %s", ratio, who)));
            lines.add(String.format(
                            Locale.ROOT,
                            LINE,
                            mean.kind,
                            mean.rows,
                            percent(mean.ofPeak),
                            percent(mean.ofRoof),
                            percent(mean.worstOfRoof),
                            String.join(", ", peers))
                    .stripTrailing());
        }
        return lines;
    }

    private static Map<String, Double> ratios(List<Row> rows) {
        Map<String, List<Double>> all = new LinkedHashMap<>();
        for (Row row : rows) {
            row.ratios()
                    .forEach((who, ratio) ->
                            all.computeIfAbsent(who, key -> new ArrayList<>()).add(ratio));
        }
        Map<String, Double> means = new LinkedHashMap<>();
        all.forEach((who, values) -> means.put(
                who, geometric(values.stream().mapToDouble(Double::doubleValue).toArray())));
        return means;
    }

    /** The n-th root of the product of n positive values. */
    static double geometric(double... values) {
        double sum = 0;
        for (double value : values) sum += Math.log(value);
        return Math.exp(sum / values.length);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
