package dev.nn.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Locale;
import java.util.regex.Pattern;

/** The question whether a column of numbers only counts or names the table's rows: then it teaches nothing. */
enum RowCounter {
    /** It measures something: there are fractions, gaps or repetitions. */
    NO,
    /** It may count: whole numbers, all different, that rise from row to row or have no gap. */
    MAYBE,
    /** It counts from 0 or 1, or has the name of a key, and no number twice. */
    YES;

    /** With fewer rows, numbers without gap are no wonder. */
    private static final int FEWEST = 10;

    private static final Pattern KEY = Pattern.compile(
            "#|nr\\.?|no\\.?|num|number|(.*[ _.-])?(id|ids|idx|key|uuid|guid|index|rownames?|rowid|rownum|row|row number)"
                    + "|unnamed: ?\\d+|row[ _.-]?(id|no|nr|num|number|index)|(obs|observation|case|record|sample|serial|seq"
                    + "|sequence|entry|item|subject|patient|participant|customer|person|passenger|employee|order|invoice|account|student|user|member|product|transaction|ticket|loan|policy|claim)"
                    + "([ _.-]?(id|no|nr|num|number|index|#))?\\.?");

    /** What may well rise by 1 from row to row and still tell something. */
    private static final Pattern MEASURE = Pattern.compile(
            "[a-z]\\d?|(.*[ _.-])?(time|timestamp|date|datetime|year|month|week|day|hour|minute|second|quarter|season|epoch"
                    + "|step|age|rank|level|temperature|dose|distance|position)s?([ _.-].*)?");

    /** Asks a column without missing values. */
    static RowCounter of(String name, ColumnValues values) {
        int rows = values.rows();
        if (values.missing() > 0 || rows < 2) return NO;
        double lowest = Double.POSITIVE_INFINITY, highest = Double.NEGATIVE_INFINITY;
        boolean rising = true;
        for (int row = 0; row < rows; row++) {
            double number = values.number(row);
            if (number != Math.rint(number)) return NO;
            rising &= row == 0 || number > values.number(row - 1);
            lowest = Math.min(lowest, number);
            highest = Math.max(highest, number);
        }
        boolean gapless = highest - lowest == rows - 1;
        boolean different = rising || (gapless ? isPermutation(values, lowest) : isKey(name) && isDifferent(values));
        if (!different) return NO;
        if (isKey(name)) return YES;
        boolean counts = gapless && (lowest == 0 || lowest == 1) && rows >= FEWEST;
        if (counts && !MEASURE.matcher(words(name)).matches()) return YES;
        return rows >= FEWEST ? MAYBE : NO;
    }

    /** A name such as {@code Id}, {@code user_id} or {@code PassengerId}; a column without one is named by its place. */
    private static boolean isKey(String name) {
        return name.equals("column_1") || KEY.matcher(words(name)).matches();
    }

    /** In lower case, with a blank where a capital letter begins a word. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isPermutation(ColumnValues values, double lowest) {
        BitSet seen = new BitSet(values.rows());
        for (int row = 0; row < values.rows(); row++) seen.set((int) (values.number(row) - lowest));
        return seen.cardinality() == values.rows();
    }

    private static boolean isDifferent(ColumnValues values) {
        double[] sorted = new double[values.rows()];
        for (int row = 0; row < sorted.length; row++) sorted[row] = values.number(row);
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) if (sorted[i] == sorted[i - 1]) return false;
        return true;
    }
}
