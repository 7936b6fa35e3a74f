package dev.nn.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column of names: one input per category, 1 for the cell's own and 0 for the others ("one-hot").
 *
 * <p>1, 1.0 and 1e0 are one category, however the next file writes it; so are Red and RED, unless both are categories.
 */
public final class CategoricalColumn implements Column {
    static final String KIND = "categorical";

    private final String name;
    private final List<String> categories;
    private final boolean other;
    private final String mostFrequent;
    private final MissingPolicy missing;
    private final boolean indicator;
    private final UnknownPolicy unknown;
    private final Reading reading;
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final boolean exact;

    /**
     * A column of names.
     *
     * @param name of the column
     * @param categories with an input of their own, in its order
     * @param other whether one more input is for categories that were rare in training
     * @param mostFrequent the category that stands for a missing one
     * @param missing whether a missing one is an error
     * @param indicator whether the last input stands for a missing category, which then is no other
     * @param unknown what becomes of a category that training has not seen
     * @param reading which texts are missing values
     * @throws TableException if a category is there twice, or the most frequent isn't there
     */
    public CategoricalColumn(
            String name,
            List<String> categories,
            boolean other,
            String mostFrequent,
            MissingPolicy missing,
            boolean indicator,
            UnknownPolicy unknown,
            Reading reading) {
        this.name = name;
        this.categories = List.copyOf(categories);
        this.other = other;
        this.mostFrequent = mostFrequent;
        this.missing = missing;
        this.indicator = indicator;
        this.unknown = unknown;
        this.reading = reading;
        for (String category : categories) {
            if (places.put(category, places.size()) != null) {
                throw TableException.column(name, CellText.quote(category) + " is listed twice");
            }
        }
        this.exact = LabelKey.differ(categories);
        for (String category : categories) byKey.putIfAbsent(LabelKey.of(category, exact), places.get(category));
        if (!places.containsKey(mostFrequent)) {
            throw TableException.column(name, CellText.quote(mostFrequent) + " is none of the categories");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** The categories with an input of their own. */
    public List<String> categories() {
        return categories;
    }

    /** Whether there is an input for categories that were rare in training. */
    public boolean other() {
        return other;
    }

    /** The category that stands for a missing one. */
    public String mostFrequent() {
        return mostFrequent;
    }

    /** What stands for a missing category. */
    public MissingPolicy missing() {
        return missing;
    }

    /** Whether there is an input for a missing category. */
    public boolean indicator() {
        return indicator;
    }

    /** What becomes of a category that training has not seen. */
    public UnknownPolicy unknown() {
        return unknown;
    }

    @Override
    public Reading reading() {
        return reading;
    }

    @Override
    public Column withCells(CellRules rules) {
        return new CategoricalColumn(
                name, categories, other, mostFrequent, missing, indicator, unknown, reading.with(rules));
    }

    @Override
    public int width() {
        return categories.size() + (other ? 1 : 0) + (indicator ? 1 : 0);
    }

    @Override
    public void encode(String cell, float[] x, int at) {
        Arrays.fill(x, at, at + width(), 0f);
        int place = place(CellText.strip(cell));
        if (place >= 0) x[at + place] = 1f;
    }

    @Override
    public void encode(ColumnValues cells, int row, float[] x, int at) {
        if (!cells.hasTexts()) {
            throw TableException.column(
                    name,
                    String.format(Locale.ROOT, "%,d different texts or more are no categories", cells.forgotten()));
        }
        encode(cells.text(row), x, at);
    }

    /** The category whose name is this number; for tables without text, such as arrays. */
    @Override
    public void encode(double cell, float[] x, int at) {
        if (Double.isNaN(cell)) {
            encode("", x, at);
            return;
        }
        for (String category : categories) {
            if (CellText.number(category) == cell) {
                encode(category, x, at);
                return;
            }
        }
        encode(String.valueOf(cell), x, at);
    }

    /** Whether a cell holds a category that has no input, not even one that it shares. */
    public boolean isUnseen(String cell) {
        if (other) return false;
        String text = CellText.strip(cell);
        return !places.containsKey(text) && !reading.isMissing(text) && otherSpelling(text) == null;
    }

    /** The category that a stripped text is written otherwise than; empty if it is written alike, or none. */
    String otherwise(String text) {
        Integer place = places.containsKey(text) || reading.isMissing(text) ? null : otherSpelling(text);
        return place == null ? "" : categories.get(place);
    }

    private @Nullable Integer otherSpelling(String text) {
        return byKey.get(LabelKey.of(text, exact));
    }

    /** Which input is 1; −1 for none. */
    private int place(String text) {
        Integer known = places.get(text);
        if (known != null) return known;
        if (reading.isMissing(text)) {
            if (missing == MissingPolicy.ERROR) throw TableException.column(name, "the value is missing");
            return indicator ? width() - 1 : place(mostFrequent);
        }
        Integer alike = otherSpelling(text);
        if (alike != null) return alike;
        if (unknown == UnknownPolicy.ERROR) {
            throw TableException.column(
                    name, "%s is none of: %s".formatted(CellText.quote(text), Table.listed(categories)));
        }
        return other ? categories.size() : -1;
    }
}
