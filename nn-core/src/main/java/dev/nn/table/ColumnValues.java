package dev.nn.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}: every cell as a number, NaN where it isn't one, and as the code of its text as long as
 * there are not too many different texts.
 *
 * <p>Both are kept, because what a column is shows only in its last row.
 */
final class ColumnValues {
    /** The most different texts whose codes are kept: more are no categories. */
    static final int MOST_TEXTS = 10_000;

    private static final int FIRST_CAPACITY = 64;
    private static final int EMPTY = -1;

    private final List<String> texts = new ArrayList<>();
    private Map<String, Integer> codeOf = new HashMap<>();
    private int @Nullable [] codes = new int[FIRST_CAPACITY];
    private double[] numbers = new double[FIRST_CAPACITY];
    private int rows;
    private int missing;
    private int notNumbers;
    private int infinite;
    private int firstNotNumber = -1;
    private int firstInfinite = -1;
    private String notNumber = "";

    void add(String cell) {
        if (rows == numbers.length) grow();
        String text = cell.strip();
        double number = CellText.number(text);
        numbers[rows] = number;
        boolean absent = CellText.isMissing(text);
        if (absent) {
            missing++;
        } else if (Double.isNaN(number)) {
            if (notNumbers++ == 0) {
                firstNotNumber = rows;
                notNumber = text;
            }
        } else if (Double.isInfinite(number) && infinite++ == 0) {
            firstInfinite = rows;
        }
        if (codes != null) encode(text);
        rows++;
    }

    private void encode(String text) {
        int[] kept = codes;
        if (kept == null) return;
        if (text.isEmpty()) {
            kept[rows] = EMPTY;
            return;
        }
        Integer code = codeOf.get(text);
        if (code == null) {
            if (texts.size() == MOST_TEXTS) {
                codes = null;
                codeOf = Map.of();
                texts.clear();
                return;
            }
            code = texts.size();
            texts.add(text);
            codeOf.put(text, code);
        }
        kept[rows] = code;
    }

    private void grow() {
        int capacity = Math.addExact(rows, rows >> 1);
        numbers = Arrays.copyOf(numbers, capacity);
        if (codes != null) codes = Arrays.copyOf(codes, capacity);
    }

    int rows() {
        return rows;
    }

    /** The cell as a number; NaN if it is missing or none. */
    double number(int row) {
        return numbers[row];
    }

    /** The cell's stripped text; only where there are {@link #hasTexts texts}. */
    String text(int row) {
        if (codes == null) throw new IllegalStateException("a column with so many different texts doesn't keep them");
        return codes[row] == EMPTY ? "" : texts.get(codes[row]);
    }

    /** Whether texts are kept: not if there are more than {@link #MOST_TEXTS}. */
    boolean hasTexts() {
        return codes != null;
    }

    /** The different texts, empty ones not counted, in the order of their first rows. */
    List<String> texts() {
        return texts;
    }

    /** Cells that stand for no value. */
    int missing() {
        return missing;
    }

    /** Cells that are neither missing nor a number. */
    int notNumbers() {
        return notNumbers;
    }

    /** Row of the first of those, −1 without one. */
    int firstNotNumber() {
        return firstNotNumber;
    }

    /** Text of the first of those. */
    String notNumber() {
        return notNumber;
    }

    /** Row of the first infinite number, −1 without one. */
    int firstInfinite() {
        return firstInfinite;
    }
}
