package dev.nn.table;

import java.util.List;

/** Rows of text under named columns, such as a CSV file holds; made by a {@link TableBuilder}, then immutable. */
public final class Table {
    private final String name;
    private final List<String> columns;
    private final List<ColumnValues> values;
    private final int[] lines;
    private final int rows;

    Table(String name, List<String> columns, List<ColumnValues> values, int[] lines, int rows) {
        this.name = name;
        this.columns = columns;
        this.values = values;
        this.lines = lines;
        this.rows = rows;
    }

    /**
     * Starts a table.
     *
     * @param name what messages call it, for instance the file's name
     * @param columns names of the columns; a column without a name is called {@code column_<number>}, from 1
     * @throws TableException if there is no column, or two have the same name
     */
    public static TableBuilder builder(String name, List<String> columns) {
        return builder(name, columns, CellRules.DEFAULT);
    }

    /** The same, for a table whose cells are written as these rules say. */
    public static TableBuilder builder(String name, List<String> columns, CellRules rules) {
        return new TableBuilder(name, columns, rules, CellBlocks.heapShare());
    }

    /** What messages call the table. */
    public String name() {
        return name;
    }

    /** Names of the columns. */
    public List<String> columns() {
        return columns;
    }

    /** Number of rows. */
    public int rows() {
        return rows;
    }

    /**
     * The index of a column.
     *
     * @throws TableException if there is none of that name, listing those that there are
     */
    public int column(String column) {
        int index = columns.indexOf(column);
        if (index >= 0) return index;
        throw new TableException("%s: no column '%s'; there are: %s".formatted(name, column, listed(columns)));
    }

    /** A row's place for a message: {@code <name>, line <line>}, or row and its number from 1 where lines are unknown. */
    public String place(int row) {
        return lines.length == 0 ? "%s, row %d".formatted(name, row + 1) : "%s, line %d".formatted(name, lines[row]);
    }

    /**
     * Whether the columns' names look like one more row: each is a number, or stands in its column too. The file that they
     * come from may have no header.
     */
    public boolean headerLooksLikeValues() {
        if (rows == 0) return false;
        for (int c = 0; c < columns.size(); c++) {
            String header = columns.get(c);
            boolean number =
                    !Double.isNaN(CellText.number(header)) && values.get(c).notNumbers() == 0;
            if (!number && !values.get(c).texts().contains(header)) return false;
        }
        return true;
    }

    /** The cells of a column. */
    ColumnValues values(int column) {
        return values.get(column);
    }

    /** Names for a message; not all of them if there are many. */
    static String listed(List<String> names) {
        int shown = Math.min(names.size(), 30);
        String list = String.join(", ", names.subList(0, shown));
        return shown < names.size() ? list + " and %d more".formatted(names.size() - shown) : list;
    }
}
