package dev.nn.examples.lesson.desk;

import dev.nn.examples.plot.Minus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A small table: a title, the names of its columns, and rows of text. */
public final class Table {
    private static final String BETWEEN = "\\s*\\|\\s*";

    private final String title;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param columns their names, with units, separated by {@code |}
     */
    public Table(String title, String columns) {
        this.title = title;
        this.columns = cells(columns);
    }

    /**
     * Adds a row.
     *
     * @param format its cells, separated by {@code |}; arguments must not contain that character
     */
    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in a library of its own
    public Table row(String format, Object... arguments) {
        List<String> cells = cells(Minus.signs(String.format(Locale.ROOT, format, arguments)));
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "the table has %d columns, the row has %d: %s".formatted(columns.size(), cells.size(), cells));
        }
        rows.add(cells);
        return this;
    }

    public String title() {
        return title;
    }

    public List<String> columns() {
        return columns;
    }

    public List<List<String>> rows() {
        return rows;
    }

    /** Whether a column holds only numbers, and nothing where there is none, which stand best with their last digits below one another. */
    public boolean isNumeric(int column) {
        return rows.stream().map(row -> row.get(column)).allMatch(Table::isNumber);
    }

    private static boolean isNumber(String cell) {
        return cell.matches("[-+−≤≥<>~]?\\s*[\\d.,]+([eE][-+−]?\\d+)?\\s*(%|s|ms|×)?|[-–—]?|∞|NaN");
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.strip().split(BETWEEN, -1));
    }
}
