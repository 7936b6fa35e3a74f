package dev.nn.examples.table;

import dev.nn.table.ColumnSummary;
import dev.nn.table.Table;
import dev.nn.table.Understanding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What {@code nn train} says about how it understood a table: a line per column, and all of it in the JSON. */
public final class UnderstandingLines {
    /** Lines about columns; the last one counts those that aren't shown. */
    private static final int MOST = 20;

    private UnderstandingLines() {}

    /** Lines about the table, its target and its columns. */
    public static List<String> of(Table table, Understanding understood) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "table     %,d rows, %,d columns",
                table.rows(),
                table.columns().size()));
        ColumnSummary target = understood.target();
        lines.add("target    '%s': %s".formatted(target.column(), target.text()));
        if (!target.remark().isEmpty()) lines.add("warning   '%s': %s".formatted(target.column(), target.remark()));
        List<ColumnSummary> shown = shown(understood.columns());
        for (ColumnSummary column : shown) lines.add("column    '%s': %s".formatted(column.column(), column));
        int more = understood.columns().size() - shown.size();
        if (more == 0) return lines;
        Map<String, Integer> kinds = new TreeMap<>();
        for (ColumnSummary column : understood.columns()) {
            if (!shown.contains(column)) kinds.merge(kind(column), 1, Integer::sum);
        }
        List<String> counts = new ArrayList<>();
        kinds.forEach((kind, count) -> counts.add(String.format(Locale.ROOT, "%,d %s", count, kind)));
        lines.add(String.format(
                Locale.ROOT, "column    %,d more: %s; --json FILE lists all", more, String.join(", ", counts)));
        return lines;
    }

    /** All, or of too many those with a remark and those left out before the others, in the table's order. */
    private static List<ColumnSummary> shown(List<ColumnSummary> columns) {
        if (columns.size() <= MOST) return columns;
        List<ColumnSummary> chosen = new ArrayList<>();
        for (int urgency = 0; urgency < 3; urgency++) {
            for (ColumnSummary column : columns) {
                if (chosen.size() < MOST - 1 && urgency(column) == urgency) chosen.add(column);
            }
        }
        return columns.stream().filter(chosen::contains).toList();
    }

    private static int urgency(ColumnSummary column) {
        return !column.remark().isEmpty()
                ? 0
                : kind(column).equals("left out") || column.text().contains(", written ") ? 1 : 2;
    }

    private static String kind(ColumnSummary column) {
        if (column.text().startsWith("left out")) return "left out";
        return column.text().startsWith("number") ? "numbers" : "categories";
    }

    static Map<String, Object> json(Understanding understood) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("target", json(understood.target()));
        json.put(
                "columns",
                understood.columns().stream().map(UnderstandingLines::json).toList());
        return json;
    }

    private static Map<String, Object> json(ColumnSummary column) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", column.column());
        json.put("understood", column.text());
        json.put("remark", column.remark());
        return json;
    }
}
