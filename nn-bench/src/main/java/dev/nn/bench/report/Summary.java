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
    private static final String LINE = "%-30s %5s %12s %12s %14s  %s";

    private final Map<String, List<Row>> kinds = new LinkedHashMap<>();

    Summary(List<Row> rows) {
        for (Row row : rows) {
            if (!row.ours()) continue;
            String kind = row.chosen().work().label() + " " + row.chosen().activation() + ", "
                    + (row.chosen().shape().batch() < 8 ? "batch < 8" : "batch >= 8")
                    + (row.chosen().threads() == 1 ? "" : ", " + row.chosen().threads() + " threads")
                    + (rows.stream().map(Row::bits).distinct().count() == 1 ? "" : ", " + row.bits() + " bits");
            kinds.computeIfAbsent(kind, key -> new ArrayList<>()).add(row);
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(String.format(
                        Locale.ROOT, LINE, "ours, geometric means", "rows", "of peak", "of roof", "worst of roof", "")
                .stripTrailing());
        kinds.forEach((kind, rows) -> lines.add(String.format(
                        Locale.ROOT,
                        LINE,
                        kind,
                        rows.size(),
                        percent(geometric(
                                rows.stream().mapToDouble(Row::shareOfPeak).toArray())),
                        percent(geometric(
                                rows.stream().mapToDouble(Row::shareOfRoof).toArray())),
                        percent(rows.stream()
                                .mapToDouble(Row::shareOfRoof)
                                .min()
                                .orElse(Double.NaN)),
                        peers(rows))
                .stripTrailing()));
        return lines;
    }

    private static String peers(List<Row> rows) {
        Map<String, List<Double>> ratios = new LinkedHashMap<>();
        for (Row row : rows) {
            row.ratios()
                    .forEach((who, ratio) -> ratios.computeIfAbsent(who, key -> new ArrayList<>())
                            .add(ratio));
        }
        List<String> texts = new ArrayList<>();
        ratios.forEach((who, values) -> texts.add(String.format(
                Locale.ROOT,
                "%.2f x %s",
                geometric(values.stream().mapToDouble(Double::doubleValue).toArray()),
                who)));
        return String.join(", ", texts);
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
