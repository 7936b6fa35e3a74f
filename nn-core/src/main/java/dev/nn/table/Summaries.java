package dev.nn.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The wording of {@link ColumnSummary}s. */
final class Summaries {
    private static final int LISTED = 6;

    private Summaries() {}

    /** Of a column that the network sees, or doesn't. */
    static ColumnSummary of(Column column, ColumnValues values, String remark) {
        String text = switch (column) {
            case NumericColumn numeric -> numbers(values);
            case CategoricalColumn categorical ->
                "%s%s%s"
                                .formatted(
                                        counted(categorical.categories().size(), "category", "categories"),
                                        categorical.other() ? " and others: " : ": ",
                                        listed(categorical.categories()))
                        + spellings(categorical, values)
                        + missing(values);
            case IgnoredColumn ignored -> "left out: " + ignored.reason();
        };
        return new ColumnSummary(column.name(), text, remark);
    }

    private static String spellings(CategoricalColumn column, ColumnValues values) {
        Map<String, String> spellings = new LinkedHashMap<>();
        for (String text : values.texts()) {
            String category = column.otherwise(text);
            if (!category.isEmpty()) spellings.put(text, category);
        }
        return spellings(spellings);
    }

    /** Other ways that names are written in, each with its name, in brackets; nothing without any. */
    static String spellings(Map<String, String> spellings) {
        if (spellings.isEmpty()) return "";
        List<String> same = new ArrayList<>();
        spellings.forEach((text, name) -> same.add(text + " is " + name));
        return " (" + listed(same) + ")";
    }

    /** Of a column of numbers: their range, how they are written, what is missing. */
    static String numbers(ColumnValues values) {
        double lowest = Double.POSITIVE_INFINITY, highest = Double.NEGATIVE_INFINITY;
        for (int row = 0; row < values.rows(); row++) {
            double number = values.number(row);
            if (number < lowest) lowest = number;
            if (number > highest) highest = number;
        }
        String written = values.reading().notation().describe();
        if (!written.isEmpty()) {
            String example = example(values);
            written = ", written %s: '%s' is %s"
                    .formatted(written, example, whole(values.reading().number(example)));
        }
        return "number, %s to %s".formatted(whole(lowest), whole(highest)) + written + missing(values);
    }

    /** The cell that shows best how the numbers are written: the longest of the first ones. */
    private static String example(ColumnValues values) {
        if (!values.hasTexts()) return values.example();
        String longest = values.example();
        for (String text :
                values.texts().subList(0, Math.min(100, values.texts().size()))) {
            boolean longer = text.length() > longest.length()
                    && !Double.isNaN(values.reading().number(text));
            if (longer) longest = text;
        }
        return longest;
    }

    private static String missing(ColumnValues values) {
        if (values.missing() == 0) return "";
        String text = String.format(Locale.ROOT, ", %,d missing", values.missing());
        if (values.marked() == 0) return text;
        String quoted = String.join(
                " and ", values.markers().stream().map(CellText::quote).toList());
        boolean all = values.marked() == values.missing();
        return text
                + (all
                        ? ": %s".formatted(quoted)
                        : String.format(Locale.ROOT, ", %,d of them %s", values.marked(), quoted));
    }

    /** A number without the point of a whole one. */
    static String whole(double number) {
        String text = CellText.write(number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** Two remarks, either of which may be empty. */
    static String joined(String one, String other) {
        return one + (one.isEmpty() || other.isEmpty() ? "" : "; ") + other;
    }

    static String counted(int count, String one, String more) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : more);
    }

    static String listed(List<String> names) {
        List<String> shown = new ArrayList<>();
        IntStream.range(0, Math.min(LISTED, names.size())).forEach(i -> shown.add(shortened(names.get(i))));
        return String.join(", ", shown) + (names.size() > LISTED ? " …" : "");
    }

    private static String shortened(String name) {
        String quoted = CellText.quote(name);
        return quoted.substring(1, quoted.length() - 1);
    }
}
