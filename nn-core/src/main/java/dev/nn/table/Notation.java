package dev.nn.table;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the numbers of a column are written.
 *
 * @param decimal the mark before the fraction, {@code .} or {@code ,}
 * @param group the mark between thousands, {@link #NONE} without; a blank stands for those of any width
 * @param unit the currency, percent sign or unit that stands beside each number; empty for none
 * @param brackets whether brackets make a number negative: {@code (5)} is −5
 * @param minusBehind whether a minus stands behind the digits: {@code 5-} is −5
 * @param optionalUnit whether a number may lack the unit: 14 is 14 kg
 */
public record Notation(
        char decimal, char group, String unit, boolean brackets, boolean minusBehind, boolean optionalUnit) {
    static final char NONE = '\0';

    /** Digits and a decimal point, as programs write. */
    public static final Notation PLAIN = new Notation('.', NONE, "", false, false, false);

    private static final int GROUP = 3;

    /** Letters from which a unit is a word that has a plural. */
    private static final int WORD = 3;

    private static final Pattern THOUSANDS = Pattern.compile("[1-9]\\d{0,2}(?:,\\d{3})+");

    /** Lakh and crore: 12,34,567. */
    private static final Pattern INDIAN = Pattern.compile("[1-9]\\d?(?:,\\d{2})+,\\d{3}");

    /** The same with other marks. */
    Notation withMarks(char otherDecimal, char otherGroup) {
        return new Notation(otherDecimal, otherGroup, unit, brackets, minusBehind, optionalUnit);
    }

    /** The same, but numbers may lack the unit, if there is one. */
    Notation withOptionalUnit() {
        return new Notation(decimal, group, unit, brackets, minusBehind, !unit.isEmpty());
    }

    /** Whether a stripped text would be a number if only the unit were optional. */
    boolean lacksUnit(String text) {
        return !optionalUnit
                && Double.isNaN(number(text))
                && !Double.isNaN(withOptionalUnit().number(text));
    }

    /** Whether a number beside which there is this unit may be one of this notation. */
    boolean allowsUnit(String other) {
        return other.equals(unit)
                || isPlural(other, unit)
                || isPlural(unit, other)
                || (optionalUnit && other.isEmpty());
    }

    /** Whether one unit is the other's plural: 1 day, 2 days. */
    private static boolean isPlural(String one, String more) {
        return one.length() >= WORD && more.length() == one.length() + 1 && more.endsWith("s") && more.startsWith(one);
    }

    /** The number that a stripped text is in this notation; NaN if it isn't one. */
    public double number(String text) {
        if (equals(PLAIN)) return CellText.number(text);
        Affixes parts = Affixes.of(text);
        if (parts == null || !allowsUnit(parts.unit())) return Double.NaN;
        if ((parts.brackets() && !brackets) || (parts.behind() && !minusBehind)) return Double.NaN;
        String plain = plain(parts.core(), false);
        double number = plain == null ? Double.NaN : CellText.number(plain);
        return parts.negative() ? -number : number;
    }

    /**
     * Digits with the marks of this notation, written with a point only; null where the marks stand elsewhere.
     *
     * @param strict whether each number of four digits and more must have its groups
     */
    @Nullable
    String plain(String core, boolean strict) {
        int mark = core.indexOf(decimal);
        String whole = mark < 0 ? core : core.substring(0, mark);
        if (group != NONE && whole.indexOf(group) >= 0) {
            whole = ungrouped(whole);
            if (whole == null) return null;
        } else if (strict && group != NONE && whole.length() > GROUP) {
            return null;
        }
        if (decimal != '.' && whole.indexOf('.') >= 0) return null;
        String plain = mark < 0 ? whole : whole + '.' + core.substring(mark + 1);
        return Double.isNaN(CellText.number(plain)) ? null : plain;
    }

    private @Nullable String ungrouped(String whole) {
        String commas = group == ',' ? whole : whole.replace(',', '_').replace(group, ',');
        boolean grouped = THOUSANDS.matcher(commas).matches()
                || (group == ',' && INDIAN.matcher(commas).matches());
        return grouped ? commas.replace(",", "") : null;
    }

    /** In a few words, for a message; empty if it is {@linkplain #PLAIN plain}. */
    public String describe() {
        StringBuilder words = new StringBuilder();
        if (!unit.isEmpty()) words.append("with '").append(unit).append(optionalUnit ? "' or without" : "'");
        if (group != NONE) and(words, "with %s between thousands".formatted(name(group)));
        if (decimal == ',') and(words, "with a decimal comma");
        if (brackets) and(words, "with brackets for minus");
        if (minusBehind) and(words, "with minus behind");
        return words.toString();
    }

    private static void and(StringBuilder words, String more) {
        if (!words.isEmpty()) words.append(", ");
        words.append(more);
    }

    private static String name(char mark) {
        return switch (mark) {
            case ',' -> "commas";
            case '.' -> "points";
            case ' ' -> "blanks";
            default -> "apostrophes";
        };
    }
}
