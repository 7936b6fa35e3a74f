package dev.nn.table;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a table's cells are read where their text leaves a choice.
 *
 * @param missing texts that stand for no value, besides those that {@link MissingPolicy} names; in any case. One that is
 *     a number stands for every way to write it.
 * @param decimal the decimal mark of the table's numbers, {@code .} or {@code ,}; {@link #FOUND_OUT} if each column tells
 * @param thousands the mark between thousands, one of {@code , . '} and blank; {@link #FOUND_OUT} if each column tells
 * @param optionalUnit whether a number without unit has that of its column: 14 beside 12 kg is 14 kg
 */
public record CellRules(Set<String> missing, char decimal, char thousands, boolean optionalUnit) {
    /** For a mark that the cells of a column tell. */
    public static final char FOUND_OUT = '\0';

    /** No more texts for missing values, and all marks found out. */
    public static final CellRules DEFAULT = new CellRules(Set.of(), FOUND_OUT, FOUND_OUT);

    /** Rules by which numbers without the unit of their column are none. */
    public CellRules(Set<String> missing, char decimal, char thousands) {
        this(missing, decimal, thousands, false);
    }

    public CellRules {
        missing = missing.stream()
                .map(text -> CellText.strip(text).toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        if (".,\0".indexOf(decimal) < 0) {
            throw new IllegalArgumentException("the decimal mark must be . or , not '" + decimal + "'");
        }
        if (",.' \0".indexOf(thousands) < 0) {
            throw new IllegalArgumentException(
                    "the mark between thousands must be , . ' or a blank, not '" + thousands + "'");
        }
        if (decimal != FOUND_OUT && decimal == thousands) {
            throw new IllegalArgumentException("the decimal mark and that between thousands can't both be " + decimal);
        }
        if (decimal == FOUND_OUT && thousands == ',') decimal = '.';
        if (decimal == FOUND_OUT && thousands == '.') decimal = ',';
    }

    /** Whether these rules say how numbers are written. */
    boolean nameNumbers() {
        return decimal != FOUND_OUT || thousands != FOUND_OUT;
    }

    /** Whether a notation is one that these rules allow. */
    boolean allow(Notation notation) {
        return (decimal == FOUND_OUT || decimal == notation.decimal())
                && (thousands == FOUND_OUT || notation.group() == thousands || notation.group() == Notation.NONE);
    }
}
