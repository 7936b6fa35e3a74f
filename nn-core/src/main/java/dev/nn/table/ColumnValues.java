package dev.nn.table;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/**
 * One column of a {@link Table}: every cell as the code of its text as long as there are not too many different texts,
 * and then as a number, NaN where it isn't one.
 *
 * <p>Texts are kept at first, because what a column is shows only in its last row.
 */
final class ColumnValues {
    /** The most different texts whose codes are kept: more are no categories. */
    static final int MOST_TEXTS = 10_000;

    private static final int FIRST_CAPACITY = 16;

    private final CellBlocks blocks;
    private final int column;
    private final int shift;
    private final int mask;
    private final TextCodes texts = new TextCodes();
    private boolean coded = true;

    /** The block that is being filled: codes as long as the column has them, else numbers. */
    private int[] codes = new int[FIRST_CAPACITY];

    private double[] numbers = new double[0];

    /** Blocks that hold codes, those at the front; the others hold numbers. */
    private int codedBlocks;

    private int rows;
    private int forgotten;
    private int missing;
    private int notNumbers;
    private int firstNotNumber = -1;
    private int firstInfinite = -1;
    private String notNumber = "";

    ColumnValues(CellBlocks blocks, int column) {
        this.blocks = blocks;
        this.column = column;
        this.shift = Integer.numberOfTrailingZeros(blocks.rows());
        this.mask = blocks.rows() - 1;
    }

    void add(String cell) {
        String text = cell.strip();
        int i = rows & mask;
        if (coded) addCode(text, i);
        if (!coded) {
            if (i == numbers.length) numbers = Arrays.copyOf(numbers, Math.clamp(2L * i, FIRST_CAPACITY, mask + 1));
            numbers[i] = count(text, rows, 1);
        }
        rows++;
    }

    private void addCode(String text, int i) {
        int code = texts.code(text);
        if (code == TextCodes.NONE && !text.isEmpty()) {
            if (texts.texts().size() == MOST_TEXTS) {
                forgetTexts();
                return;
            }
            code = texts.add(text, rows);
        }
        if (code == TextCodes.NONE) missing++;
        else texts.count(code);
        if (i == codes.length) codes = Arrays.copyOf(codes, Math.min(2 * i, mask + 1));
        codes[i] = code;
    }

    /** The number that a text is; counts what else it may be, in so many rows of which the first is given. */
    private double count(String text, int row, int times) {
        double number = CellText.number(text);
        if (Double.isNaN(number)) {
            if (CellText.isMissing(text)) {
                missing += times;
            } else {
                if (notNumbers == 0) {
                    firstNotNumber = row;
                    notNumber = text;
                }
                notNumbers += times;
            }
        } else if (Double.isInfinite(number) && firstInfinite < 0) {
            firstInfinite = row;
        }
        return number;
    }

    /** Finds out what the texts are, once all of them are there. */
    private void read() {
        double[] numberOfCode = new double[texts.texts().size()];
        for (int code = 0; code < numberOfCode.length; code++) {
            numberOfCode[code] = count(texts.text(code), texts.firstRow(code), texts.rows(code));
        }
        texts.setNumbers(numberOfCode);
    }

    /** Keeps numbers only, from the block on that is being filled. */
    void forgetTexts() {
        read();
        forgotten = texts.texts().size();
        coded = false;
        numbers = new double[codes.length];
        for (int i = 0; i < codes.length; i++) numbers[i] = texts.number(codes[i]);
        codes = new int[0];
        texts.forget();
    }

    /** Ends the column: from now on it can be read. */
    void close() {
        if (coded) read();
    }

    /** Ends the block that is being filled. */
    void endBlock() {
        int filled = ((rows - 1) & mask) + 1;
        // The arrays go to the blocks: the next rows need new ones.
        if (coded) {
            blocks.append(MemorySegment.ofArray(codes).asSlice(0, (long) filled * Integer.BYTES));
            codes = new int[codes.length];
            codedBlocks++;
        } else {
            blocks.append(MemorySegment.ofArray(numbers).asSlice(0, (long) filled * Double.BYTES));
            numbers = new double[numbers.length];
        }
    }

    int rows() {
        return rows;
    }

    /** The cell as a number; NaN if it is missing or none. */
    double number(int row) {
        int block = row >> shift, i = row & mask;
        MemorySegment cells = blocks.get(block, column);
        return block < codedBlocks
                ? texts.number(cells.getAtIndex(JAVA_INT_UNALIGNED, i))
                : cells.getAtIndex(JAVA_DOUBLE_UNALIGNED, i);
    }

    /** The cell's stripped text; only where there are {@link #hasTexts texts}. */
    String text(int row) {
        return texts.text(code(row));
    }

    /** The code of the cell's text: its place among the {@link #texts}; only where there are texts. */
    int code(int row) {
        if (!coded) throw new IllegalStateException("a column with so many different texts doesn't keep them");
        return blocks.get(row >> shift, column).getAtIndex(JAVA_INT_UNALIGNED, row & mask);
    }

    /** Whether texts are kept: not if there are more than {@link #MOST_TEXTS}, or too many in the whole table. */
    boolean hasTexts() {
        return coded;
    }

    /** The different texts empty ones not counted, in the order of their first rows. */
    List<String> texts() {
        return texts.texts();
    }

    /** Number of the texts that are kept. */
    int different() {
        return texts.texts().size();
    }

    /** Different texts that there were when they were forgotten, 0 where they are kept. */
    int forgotten() {
        return forgotten;
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
