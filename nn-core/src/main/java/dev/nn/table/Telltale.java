package dev.nn.table;

import java.util.HashMap;
import java.util.Map;

/** A column that tells the target by itself: often it was written down after the fact, and won't be known beforehand. */
final class Telltale {
    /** Rows from which it is no wonder any more, and rows that each of its texts must have on average. */
    private static final int FEWEST = 20, ROWS_OF_EACH = 5;

    private Telltale() {}

    /**
     * What the user should know about a column that the network sees; empty if it doesn't tell the target.
     *
     * @param target of classes, or of numbers, the same as in the column
     * @param rows that have a target
     */
    static String remark(ColumnValues column, Target learnt, ColumnValues target, int[] rows) {
        if (rows.length < FEWEST) return "";
        boolean tells = learnt instanceof ClassTarget
                ? namesClasses(column, learnt, target, rows)
                : copies(column, target, rows);
        return tells ? "it tells '%s' by itself: will it be known when predicting?".formatted(learnt.name()) : "";
    }

    /** Whether each text stands beside one class only. */
    private static boolean namesClasses(ColumnValues column, Target learnt, ColumnValues target, int[] rows) {
        if (!column.hasTexts() || ROWS_OF_EACH * column.texts().size() > rows.length) return false;
        Map<Integer, Float> classes = new HashMap<>();
        for (int row : rows) {
            float number = learnt.encode(target.text(row));
            Float before = classes.putIfAbsent(column.code(row), number);
            if (before != null && before != number) return false;
        }
        return true;
    }

    private static boolean copies(ColumnValues column, ColumnValues target, int[] rows) {
        for (int row : rows) if (column.number(row) != target.number(row)) return false;
        return true;
    }
}
