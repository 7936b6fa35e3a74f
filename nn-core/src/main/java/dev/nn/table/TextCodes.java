package dev.nn.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The different texts of a column in the order of their first rows. A text's place is its code; the empty one has none. */
final class TextCodes {
    /** The code of the empty text, and of one that isn't there. */
    static final int NONE = -1;

    private List<String> texts = new ArrayList<>();
    private Map<String, Integer> codeOf = new HashMap<>();
    private double[] numbers = new double[16];
    private int[] firstRows = new int[16];
    private int[] rows = new int[16];

    /** The code of a text; {@link #NONE} if it is new, or empty. */
    int code(String text) {
        return codeOf.getOrDefault(text, NONE);
    }

    /** Adds a new text and returns its code. */
    int add(String text, int row) {
        int code = texts.size();
        texts.add(text);
        codeOf.put(text, code);
        if (code == rows.length) {
            firstRows = Arrays.copyOf(firstRows, 2 * code);
            rows = Arrays.copyOf(rows, 2 * code);
        }
        firstRows[code] = row;
        return code;
    }

    /** Counts one more row of a text. */
    void count(int code) {
        rows[code]++;
    }

    /** Rows that have a text. */
    int rows(int code) {
        return rows[code];
    }

    /** The first row of a text. */
    int firstRow(int code) {
        return firstRows[code];
    }

    /** The text with a code. */
    String text(int code) {
        return code == NONE ? "" : texts.get(code);
    }

    /** All of them. */
    List<String> texts() {
        return texts;
    }

    /** Says which number each text is; NaN if it is none. */
    void setNumbers(double[] numberOfCode) {
        numbers = numberOfCode;
    }

    /** The number that a text is; NaN if it is none. */
    double number(int code) {
        return code == NONE ? Double.NaN : numbers[code];
    }

    /** Forgets all but the numbers. */
    void forget() {
        texts = List.of();
        codeOf = Map.of();
        firstRows = rows = new int[0];
    }
}
