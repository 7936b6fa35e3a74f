package dev.nn.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the rows of a {@link Table}. Cells are read as they come, and kept as numbers, or as codes of few texts. What
 * would take more than an eighth of the heap goes to a temporary file without a name, in {@code java.io.tmpdir}.
 */
public final class TableBuilder {
    /**
     * The most different texts of all columns together. One takes some hundred bytes and a look-up that misses the cache:
     * in a table of 1,000 columns of numbers, four times as many took twice as long.
     */
    private static final int MOST_TEXTS = 1 << 18;

    private final String name;
    private final List<String> columns;
    private final List<ColumnValues> values = new ArrayList<>();
    private final CellBlocks blocks;
    private int[] lines = new int[0];
    private int rows;

    /** @param inMemory bytes above which the cells go to a file */
    TableBuilder(String name, List<String> header, CellRules rules, long inMemory) {
        this.name = name;
        this.columns = columns(name, header);
        this.blocks = new CellBlocks(columns.size(), inMemory);
        for (int c = 0; c < columns.size(); c++) values.add(new ColumnValues(blocks, c, rules));
    }

    /**
     * The column names of a header: stripped, each in one line, and without empty ones.
     *
     * @throws TableException if there is no column, or two have the same name
     */
    public static List<String> columns(String name, List<String> header) {
        if (header.isEmpty()) throw new TableException(name + ": no columns");
        List<String> columns = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int c = 0; c < header.size(); c++) {
            String stripped = oneLine(CellText.strip(header.get(c)));
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

    /** Spreadsheets break names into lines; in an option or a message they have one. */
    private static String oneLine(String name) {
        return name.replaceAll("[\\t\\n\\x0B\\f\\r\\u2028\\u2029]+", " ").replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * Adds a row.
     *
     * @param cells one per column
     * @throws TableException if there are more or fewer
     * @throws java.io.UncheckedIOException if the temporary file of a large table can't be written, naming its folder
     */
    public TableBuilder add(String... cells) {
        if (cells.length != columns.size()) {
            throw new TableException(wrongLength(name + ", row " + (rows + 1), cells.length, columns.size()));
        }
        for (int c = 0; c < cells.length; c++) values.get(c).add(cells[c]);
        rows++;
        if (rows % blocks.rows() == 0) endBlock();
        return this;
    }

    private void endBlock() {
        limitTexts();
        values.forEach(ColumnValues::endBlock);
    }

    /** Forgets the texts of the columns that have most of them. */
    private void limitTexts() {
        long kept = values.stream().mapToLong(ColumnValues::different).sum();
        while (kept > MOST_TEXTS) {
            ColumnValues most = Collections.max(values, Comparator.comparingInt(ColumnValues::different));
            kept -= most.different();
            most.forgetTexts();
        }
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
        if (rows % blocks.rows() != 0) endBlock();
        values.forEach(ColumnValues::close);
        blocks.close();
        return new Table(name, columns, List.copyOf(values), lines, rows);
    }
}
