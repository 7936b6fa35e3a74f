package dev.nn.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the rows of a {@link Table}. Cells are read as they come, so memory holds numbers, not the texts. */
public final class TableBuilder {
    private final String name;
    private final List<String> columns;
    private final List<ColumnValues> values = new ArrayList<>();
    private int[] lines = new int[0];
    private int rows;

    TableBuilder(String name, List<String> header) {
        this.name = name;
        this.columns = columns(name, header);
        for (int c = 0; c < columns.size(); c++) values.add(new ColumnValues());
    }

    /**
     * The column names of a header: stripped, and without empty ones.
     *
     * @throws TableException if there is no column, or two have the same name
     */
    public static List<String> columns(String name, List<String> header) {
        if (header.isEmpty()) throw new TableException(name + ": no columns");
        List<String> columns = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int c = 0; c < header.size(); c++) {
            String stripped = header.get(c).strip();
            String column = stripped.isEmpty() ? "column_" + (c + 1) : stripped;
            Integer before = seen.putIfAbsent(column, c + 1);
            if (before != null) {
                throw new TableException("%s: two columns are called '%s', number %d and number %d"
                        .formatted(name, column, before, c + 1));
            }
            columns.add(column);
        }
        return List.copyOf(columns);
    }

    /**
     * Adds a row.
     *
     * @param cells one per column
     * @throws TableException if there are more or fewer
     */
    public TableBuilder add(String... cells) {
        if (cells.length != columns.size()) {
            throw new TableException(wrongLength(name + ", row " + (rows + 1), cells.length, columns.size()));
        }
        for (int c = 0; c < cells.length; c++) values.get(c).add(cells[c]);
        rows++;
        return this;
    }

    /**
     * Adds a row with the number of the line that it began on, which messages will name. Give it for all rows or for
     * none.
     */
    public TableBuilder addLine(int line, String... cells) {
        if (cells.length != columns.size()) {
            throw new TableException(wrongLength(name + ", line " + line, cells.length, columns.size()));
        }
        if (rows == lines.length) lines = Arrays.copyOf(lines, Math.max(64, Math.addExact(rows, rows >> 1)));
        lines[rows] = line;
        return add(cells);
    }

    private static String wrongLength(String place, int cells, int columns) {
        return "%s: %d value%s, but there are %d columns".formatted(place, cells, cells == 1 ? "" : "s", columns);
    }

    /** The table; the builder is not to be used any more. */
    public Table build() {
        return new Table(name, columns, List.copyOf(values), lines, rows);
    }
}
