package dev.nn.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How the cells of one column are read: which texts are missing values, and how numbers are written. A model keeps it, so
 * that predicting reads as training did. Immutable.
 */
public final class Reading {
    /** The usual texts for missing values, and plain numbers. */
    public static final Reading PLAIN = new Reading(Set.of(), Notation.PLAIN);

    private final Set<String> missing;
    private final double[] missingNumbers;
    private final Notation notation;

    /** How this table's numbers are said to be written, although training's were written otherwise. */
    private final @Nullable Notation said;

    /**
     * A reading.
     *
     * @param missing texts that stand for no value besides the usual ones, in lower case
     * @param notation of the numbers
     */
    public Reading(Set<String> missing, Notation notation) {
        this(missing, notation, null);
    }

    private Reading(Set<String> missing, Notation notation, @Nullable Notation said) {
        this.said = said;
        this.missing = Set.copyOf(missing);
        this.notation = notation;
        this.missingNumbers = missing.stream()
                .mapToDouble(notation::number)
                .filter(number -> !Double.isNaN(number))
                .toArray();
    }

    /** Texts that stand for no value besides the usual ones, in lower case and alphabetical order. */
    public Set<String> missing() {
        return new TreeSet<>(missing);
    }

    /** How numbers are written. */
    public Notation notation() {
        return notation;
    }

    /** Whether a stripped text stands for no value. */
    boolean isMissing(String text) {
        return CellText.isMissing(text) || isNamed(text);
    }

    /** Whether a stripped text stands for no class: {@code None} is a good name for one. */
    boolean isMissingLabel(String text) {
        return CellText.isMissingLabel(text) || isNamed(text);
    }

    private boolean isNamed(String text) {
        if (missing.isEmpty()) return false;
        return missing.contains(text.toLowerCase(Locale.ROOT)) || isMissing(notation.number(text));
    }

    /** Whether a number stands for no value; NaN doesn't, it is none. */
    boolean isMissing(double number) {
        for (double absent : missingNumbers) if (absent == number) return true;
        return false;
    }

    /** The number that a stripped text is; NaN if it is missing or isn't one. */
    double number(String text) {
        double number = said == null ? notation.number(text) : said.number(text);
        if (said != null && Double.isNaN(number)) number = notation.number(text);
        return isMissing(number) ? Double.NaN : number;
    }

    /** This reading as rules say it that were given for another table. */
    Reading with(CellRules rules) {
        Set<String> all = new TreeSet<>(missing);
        all.addAll(rules.missing());
        Notation known = known(rules);
        boolean same = rules.allow(notation) && rules.decimal() == notation.decimal();
        if (same || !rules.nameNumbers()) return new Reading(all, known);
        char decimal = rules.decimal() == CellRules.FOUND_OUT ? notation.decimal() : rules.decimal();
        char group = rules.thousands() == CellRules.FOUND_OUT ? Notation.NONE : rules.thousands();
        return new Reading(all, known, known.withMarks(decimal, group));
    }

    /** This reading with the mark between thousands that rules name, for numbers that are still to come. */
    Reading asNamed(CellRules rules) {
        Notation known = known(rules);
        if (rules.thousands() == CellRules.FOUND_OUT || notation.group() != Notation.NONE) {
            return new Reading(missing, known);
        }
        char decimal = rules.decimal() == CellRules.FOUND_OUT ? notation.decimal() : rules.decimal();
        return new Reading(missing, known.withMarks(decimal, rules.thousands()));
    }

    private Notation known(CellRules rules) {
        return rules.optionalUnit() ? notation.withOptionalUnit() : notation;
    }

    /** What is wrong with a stripped text that is no number, in a few words. */
    String problem(String text) {
        if (isMissing(text)) return "the value is missing";
        if (notation.equals(Notation.PLAIN)) {
            String hint = CellText.hasDecimalComma(text)
                    ? ", write a decimal point instead of the comma, or give --decimal-comma"
                    : "";
            boolean thousands = !Double.isNaN(Notation.PLAIN.withMarks('.', ',').number(text));
            if (thousands) hint = "; --thousands , or --decimal-comma says how to read it";
            if (CellText.isMarker(text)) hint = "; " + Strays.asMissing(List.of(text));
            return CellText.quote(text) + " is not a number" + hint;
        }
        String way = said == null && notation.decimal() == ',' && isOtherwise(text)
                ? "; --no-decimal-comma reads points as decimal marks"
                : "";
        if (notation.lacksUnit(text)) way = "; " + Strays.withUnit(notation.unit());
        return "%s is not a number %s, as in training%s".formatted(CellText.quote(text), notation.describe(), way);
    }

    /** Whether a text would be a number if the decimal mark were a point. */
    private boolean isOtherwise(String text) {
        return !Double.isNaN(notation.withMarks('.', Notation.NONE).number(text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading reading && missing.equals(reading.missing) && notation.equals(reading.notation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(missing, notation);
    }

    @Override
    public String toString() {
        return "missing %s, numbers %s".formatted(missing(), Arrays.asList(notation));
    }
}
