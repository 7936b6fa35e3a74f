package dev.nn.table;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * One column of a {@link Table}: every cell as the code of its text as long as there are not too many different texts,
 * and then as a number, NaN where it isn't one.
 *
 * <p>Texts are kept at first, because what a column is shows only in its last row. So does how its numbers are written.
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

    private final CellRules rules;
    private Reading reading;
    private final Set<String> markers = new TreeSet<>();
    private NotationFinder.Found found = NotationFinder.Found.NOTHING;

    /** Whether all texts are numbers, so that another that people write for no value is none either. */
    private boolean numeric;

    /** Whether commas between thousands began after the texts were forgotten, or can't any more. */
    private boolean grouped, ungrouped;

    private int rows;
    private int forgotten;
    private int missing;
    private int marked;
    private int withLeadingZero;
    private int notNumbers;
    private int firstNotNumber = -1;
    private int firstInfinite = -1;
    private String notNumber = "";
    private String example = "";

    ColumnValues(CellBlocks blocks, int column, CellRules rules) {
        this.rules = rules;
        this.reading = new Reading(rules.missing(), Notation.PLAIN);
        this.blocks = blocks;
        this.column = column;
        this.shift = Integer.numberOfTrailingZeros(blocks.rows());
        this.mask = blocks.rows() - 1;
    }

    void add(String cell) {
        String text = CellText.strip(cell);
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
        double number = reading.number(text);
        if (!coded) number = late(text, number);
        if (Double.isNaN(number)) {
            boolean marker = numeric && CellText.isMarker(text);
            if (marker || reading.isMissing(text)) {
                missing += times;
                if (marker) {
                    marked += times;
                    markers.add(text);
                }
            } else {
                if (notNumbers == 0) {
                    firstNotNumber = row;
                    notNumber = text;
                }
                notNumbers += times;
            }
        } else {
            if (Double.isInfinite(number) && firstInfinite < 0) firstInfinite = row;
            if (CellText.isCode(text)) withLeadingZero += times;
            if (example.isEmpty()) example = text;
        }
        return number;
    }

    /** Finds out what the texts are, once all of them are there. */
    private void read() {
        findNotation();
        double[] numberOfCode = new double[texts.texts().size()];
        for (int code = 0; code < numberOfCode.length; code++) {
            numberOfCode[code] = count(texts.text(code), texts.firstRow(code), texts.rows(code));
        }
        texts.setNumbers(numberOfCode);
    }

    private void findNotation() {
        List<String> present =
                texts.texts().stream().filter(text -> !reading.isMissing(text)).toList();
        numeric = present.stream().noneMatch(text -> Double.isNaN(CellText.number(text)));
        if (numeric && !rules.nameNumbers()) {
            found = NotationFinder.findPoints(present);
            return;
        }
        List<String> numberLike =
                present.stream().filter(text -> !CellText.isMarker(text)).toList();
        if (numberLike.isEmpty()) return;
        found = NotationFinder.find(numberLike, rules);
        Notation notation = found.notation();
        numeric = notation != null;
        if (notation != null) reading = new Reading(rules.missing(), notation);
    }

    /**
     * The number of a text that comes after the others were forgotten. It may be the first with commas between thousands:
     * then no number before has four digits, and one has a decimal point.
     */
    private double late(String text, double number) {
        if (grouped && Math.abs(number) >= 1000 && text.indexOf(',') < 0) return Double.NaN;
        if (grouped || ungrouped || !Double.isNaN(number) || text.indexOf(',') < 0) return number;
        Notation notation = reading.notation();
        if (rules.nameNumbers() || notation.decimal() != '.' || notation.group() != Notation.NONE) return number;
        Reading thousands = new Reading(rules.missing(), notation.withMarks('.', ','));
        if (Double.isNaN(thousands.number(text))) return number;
        boolean fractions = false;
        for (int row = 0; row < rows && !ungrouped; row++) {
            double before = (row >> shift) < (rows >> shift) ? number(row) : numbers[row & mask];
            ungrouped = Math.abs(before) >= 1000;
            fractions |= before != Math.rint(before) && !Double.isNaN(before);
        }
        ungrouped |= !fractions;
        if (ungrouped) return number;
        grouped = true;
        reading = thousands;
        example = text;
        return reading.number(text);
    }

    /** Keeps numbers only, from the block on that is being filled. */
    void forgetTexts() {
        read();
        if (numeric) reading = reading.asNamed(rules);
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

    /** What equal cells have in common: the code of the text, or the bits of the number where texts aren't kept. */
    long bits(int row) {
        return coded ? code(row) : Double.doubleToLongBits(number(row));
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

    /** How the cells are read. */
    Reading reading() {
        if (markers.isEmpty()) return reading;
        Set<String> absent = new TreeSet<>(rules.missing());
        for (String marker : markers) absent.add(marker.toLowerCase(Locale.ROOT));
        return new Reading(absent, reading.notation());
    }

    /** What was found out about how the numbers are written. */
    NotationFinder.Found found() {
        return found;
    }

    /** Texts such as "unknown" that count as missing only because all else are numbers. */
    Set<String> markers() {
        return markers;
    }

    /** How many of the missing cells hold such a text. */
    int marked() {
        return marked;
    }

    /** Text of the first cell that is a number. */
    String example() {
        return example;
    }

    /** Numbers of digits only that begin with a needless 0. */
    int withLeadingZero() {
        return withLeadingZero;
    }

    /** Whether a cell stands for no value. */
    boolean isMissing(int row) {
        return coded ? reading().isMissing(text(row)) : Double.isNaN(number(row));
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
