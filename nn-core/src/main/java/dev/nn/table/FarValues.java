package dev.nn.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** Mistakes that are looked at, and different ones of these that are too many to list. */
    private static final int NOTED = 1_000, SHOWN = 4;

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
        Ends ends = new Ends(low - MISTAKE * spread, high + MISTAKE * spread);
        for (int row = 0; row < values.rows(); row++) ends.add(values.number(row), row);
        for (End end : new End[] {ends.lowest, ends.highest}) {
            double away = Math.max(low - end.number, end.number - high);
            boolean suspect = isNines(end.number) ? away > spread : away > CODE * spread;
            if (suspect && isCode(ends, end, away, spread)) return code(end);
        }
        return ends.far > 0 && ends.far <= Math.max(SOME, FEW * count) ? mistakes(ends) : "";
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

    /** Whether it is one of those that stand for no value in many tables: −9, −99, 999, 9999 and so on. */
    private static boolean isNines(double number) {
        if (number != Math.rint(number) || Math.abs(number) > 1e12) return false;
        String digits = String.valueOf((long) Math.abs(number));
        return digits.chars().allMatch(c -> c == '9') && (number < 0 || digits.length() >= 3);
    }

    /** Whether it stands there more than once, and is farther from all others than most or all of these are from one another. */
    private static boolean isCode(Ends ends, End end, double away, double spread) {
        if (end.times < 2) return false;
        // Nines may have neighbours, such as -998 for another reason why there is no value.
        if (isNines(end.number) && away > NINES * spread) return true;
        double gap = Math.abs(end.number - end.next);
        double others = end == ends.lowest ? ends.highest.number - end.next : end.next - ends.lowest.number;
        return gap > others && (isNines(end.number) || gap > CODE * spread);
    }

    private String code(End end) {
        String text = text(end.row);
        return String.format(
                Locale.ROOT,
                "%s stands %,d times, far from all other values; if it means no value, %s",
                CellText.quote(text),
                end.times,
                Strays.asMissing(List.of(text)));
    }

    private String mistakes(Ends ends) {
        List<String> texts =
                ends.firstFar.stream().map(this::text).distinct().limit(SHOWN).toList();
        String which = ends.far == 1 ? "%s is" : "%s is one of %,d values that are";
        String place =
                table.place(ends.firstFar.getFirst()).substring(table.name().length() + 2);
        return String.format(Locale.ROOT, which, CellText.quote(texts.getFirst()), ends.far)
                + " far from all others (%s); ".formatted(place)
                + (texts.size() == SHOWN ? "the others look alike beside them" : Strays.asMissing(texts));
    }

    private String text(int row) {
        return values.hasTexts() ? values.text(row) : Summaries.whole(values.number(row));
    }

    /** The smallest or the largest number: where it stands first, how often, and which one is next to it. */
    private static final class End {
        private double number;
        private double next;
        private int row;
        private int times;

        End(double beyondAll) {
            number = next = beyondAll;
        }

        void add(double other, int place, boolean beyond) {
            if (beyond) {
                next = number;
                number = other;
                row = place;
                times = 0;
            }
            if (other == number) times++;
        }
    }

    /** What one pass over a column tells about the numbers that may be far from the others. */
    private static final class Ends {
        private final End lowest = new End(Double.POSITIVE_INFINITY), highest = new End(Double.NEGATIVE_INFINITY);
        private final double from, to;

        /** Numbers below {@code from} or above {@code to}, and the first rows that have some. */
        private int far;

        private final List<Integer> firstFar = new ArrayList<>();

        Ends(double from, double to) {
            this.from = from;
            this.to = to;
        }

        void add(double number, int row) {
            lowest.add(number, row, number < lowest.number);
            highest.add(number, row, number > highest.number);
            if (number > lowest.number && number < lowest.next) lowest.next = number;
            if (number < highest.number && number > highest.next) highest.next = number;
            if (!(number < from || number > to)) return;
            far++;
            if (firstFar.size() < NOTED) firstFar.add(row);
        }
    }
}
