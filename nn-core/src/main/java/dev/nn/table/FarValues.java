package dev.nn.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers of a column that are so far from all others that these look alike once the column is scaled: typing mistakes, and
 * codes such as −999 that mean no value.
 */
final class FarValues {
    /** With fewer numbers, none is far from the others. */
    private static final int FEWEST = 20;

    /** Numbers from which the spread of all is estimated. */
    private static final int SAMPLE = 1_000;

    /** How many times the distance between the quartiles a mistake is away, and a repeated number that is a code. */
    private static final double MISTAKE = 1_000, CODE = 100, NINES = 20;

    /** Share of the numbers that may be mistakes, and how many always may: with more, the column is like that. */
    private static final double FEW = 0.01;

    private static final int SOME = 3;

    private final Table table;
    private final ColumnValues values;

    private FarValues(Table table, ColumnValues values) {
        this.table = table;
        this.values = values;
    }

    /** What the user should know about a column of numbers; empty if none is far from the others. */
    static String remark(Table table, ColumnValues values) {
        return new FarValues(table, values).remark();
    }

    private String remark() {
        int count = values.rows() - values.missing();
        if (count < FEWEST) return "";
        double[] sample = sample();
        if (sample.length < FEWEST) return "";
        double low = sample[sample.length / 4], high = sample[3 * sample.length / 4], spread = high - low;
        if (!(spread > 0 && spread <= Double.MAX_VALUE)) return "";
        double[] ends = ends();
        for (double end : ends) {
            double away = Math.max(low - end, end - high);
            boolean suspect = isNines(end) ? away > spread : away > CODE * spread;
            if (suspect && isCode(end, away, spread)) return code(end);
        }
        boolean far = low - ends[0] > MISTAKE * spread || ends[1] - high > MISTAKE * spread;
        return far ? mistakes(low - MISTAKE * spread, high + MISTAKE * spread, FEW * count) : "";
    }

    /** Some of the numbers, from small to large. */
    private double[] sample() {
        double step = Math.max(1, values.rows() / (double) SAMPLE);
        return IntStream.range(0, (int) (values.rows() / step))
                .mapToDouble(i -> values.number((int) (i * step)))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    /** The smallest and the largest number. */
    private double[] ends() {
        double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int row = 0; row < values.rows(); row++) {
            double number = values.number(row);
            if (number < ends[0]) ends[0] = number;
            if (number > ends[1]) ends[1] = number;
        }
        return ends;
    }

    /** Whether it is one of those that stand for no value in many tables: −9, −99, 999, 9999 and so on. */
    private static boolean isNines(double number) {
        if (number != Math.rint(number) || Math.abs(number) > 1e12) return false;
        String digits = String.valueOf((long) Math.abs(number));
        return digits.chars().allMatch(c -> c == '9') && (number < 0 || digits.length() >= 3);
    }

    /** Whether it stands there more than once, and is farther from all others than most or all of these are from one another. */
    private boolean isCode(double number, double away, double spread) {
        double lowest = Double.POSITIVE_INFINITY, highest = Double.NEGATIVE_INFINITY;
        int times = 0;
        for (int row = 0; row < values.rows(); row++) {
            double other = values.number(row);
            if (other == number) times++;
            if (other == number || Double.isNaN(other)) continue;
            lowest = Math.min(lowest, other);
            highest = Math.max(highest, other);
        }
        double gap = Math.max(lowest - number, number - highest);
        if (times < 2) return false;
        // Nines may have neighbours, such as -998 for another reason why there is no value.
        if (isNines(number) && away > NINES * spread) return true;
        return gap > highest - lowest && (isNines(number) || gap > CODE * spread);
    }

    private String code(double number) {
        int[] rows = IntStream.range(0, values.rows())
                .filter(row -> values.number(row) == number)
                .toArray();
        String text = text(rows[0]);
        return "%s stands %,d times, far from all other values; if it means no value, %s"
                .formatted(CellText.quote(text), rows.length, Strays.asMissing(List.of(text)));
    }

    private String mistakes(double lowest, double highest, double most) {
        int[] rows = IntStream.range(0, values.rows())
                .filter(row -> values.number(row) < lowest || values.number(row) > highest)
                .toArray();
        if (rows.length > Math.max(SOME, most)) return "";
        List<String> texts =
                Arrays.stream(rows).mapToObj(this::text).distinct().limit(4).toList();
        String which = rows.length == 1 ? "%s is" : "%s is one of %,d values that are";
        String place = table.place(rows[0]).substring(table.name().length() + 2);
        return which.formatted(CellText.quote(texts.getFirst()), rows.length)
                + " far from all others (%s); ".formatted(place)
                + (texts.size() > 3 ? "the others look alike beside them" : Strays.asMissing(texts));
    }

    private String text(int row) {
        return values.hasTexts() ? values.text(row) : Summaries.whole(values.number(row));
    }
}
