package dev.nn.table;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each category of a column stands in some rows.
 *
 * @param counts by category, in alphabetical order
 * @param missing rows without category
 * @param reading how the cells are read
 */
record CategoryCount(Map<String, Integer> counts, int missing, Reading reading) {
    /** Rows that a category needs for an input of its own, unless the column has just two. */
    private static final int RARE = 2;

    /** How many times rarer a letter may be than the other one, and be no typing mistake. */
    private static final int LETTERS = 4;

    /** Counts those of some rows; all spellings of a category count as its most frequent one, see {@link ClassCount}. */
    static CategoryCount of(ColumnValues values, int[] rows, boolean exact) {
        Reading reading = new Reading(values.reading().missing(), Notation.PLAIN);
        int[] byCode = new int[values.texts().size()];
        for (int row : rows) {
            int code = values.code(row);
            if (code != TextCodes.NONE) byCode[code]++;
        }
        Map<String, Integer> counts = new TreeMap<>();
        int missing = rows.length;
        for (int code = 0; code < byCode.length; code++) {
            String text = values.texts().get(code);
            if (byCode[code] == 0 || reading.isMissing(text)) continue;
            counts.put(text, byCode[code]);
            missing -= byCode[code];
        }
        boolean apart = exact || LabelKey.caseMatters(counts) || lettersDiffer(counts);
        return new CategoryCount(new TreeMap<>(ClassCount.of(counts, apart).rows()), missing, reading);
    }

    /** Whether single letters stand in both cases, both frequent: in chess, K and k are two kings. */
    private static boolean lettersDiffer(Map<String, Integer> counts) {
        return counts.keySet().stream().filter(text -> text.length() == 1).anyMatch(letter -> {
            String other = letter.toLowerCase(Locale.ROOT);
            int small = counts.getOrDefault(other, 0), capital = counts.getOrDefault(letter, 0);
            return !other.equals(letter) && LETTERS * Math.min(small, capital) >= Math.max(small, capital);
        });
    }

    /**
     * The column with these categories: the frequent ones have inputs of their own, the rare ones share one.
     *
     * @param rows that were counted
     */
    Column column(String name, ColumnRules rules, int rows) {
        if (counts.isEmpty()) return new IgnoredColumn(name, "no values");
        boolean indicator = rules.missing() == MissingPolicy.INDICATOR && missing > 0;
        if (counts.size() == 1 && missing == 0) return new IgnoredColumn(name, "constant");
        // Where unknown categories are errors, rare ones must not look like them.
        boolean strict = rules.unknown() == UnknownPolicy.ERROR, all = strict || counts.size() == 2;
        List<String> byCount = counts.keySet().stream()
                .sorted(Comparator.comparingInt((String category) -> -count(category)))
                .toList();
        List<String> kept = byCount.stream()
                .filter(category -> all || count(category) >= RARE)
                .limit(strict ? counts.size() : rules.maxCategories())
                .sorted()
                .toList();
        if (kept.isEmpty())
            return new IgnoredColumn(name, String.format(Locale.ROOT, "a different text in each of %,d rows", rows));
        boolean other = kept.size() < counts.size();
        return new CategoricalColumn(
                name, kept, other, byCount.getFirst(), rules.missing(), indicator, rules.unknown(), reading);
    }

    private int count(String category) {
        return counts.getOrDefault(category, 0);
    }
}
