package dev.nn.examples.lesson.desk;

import java.util.Locale;

/**
 * A number of a lesson that a reader may change: {@code --set rate=0.21}.
 *
 * @param name as it is set
 * @param what it is, in a few words
 * @param standard what it is if nobody sets it
 * @param least it may be
 * @param most it may be
 * @param isWhole whether only whole numbers make sense
 */
public record Parameter(String name, String what, double standard, double least, double most, boolean isWhole) {
    /** A number of anything. */
    public static Parameter real(String name, String what, double standard, double least, double most) {
        return new Parameter(name, what, standard, least, most, false);
    }

    /** A count. */
    public static Parameter whole(String name, String what, int standard, int least, int most) {
        return new Parameter(name, what, standard, least, most, true);
    }

    /** How it is written with its standard value: {@code rate=0.15}. */
    public String withStandard() {
        return name + "=" + text(standard);
    }

    /** What may be set, in one line: {@code rate=0.15 (0 to 0.5): step size}. */
    public String line() {
        return "%s (%s to %s): %s".formatted(withStandard(), text(least), text(most), what);
    }

    /**
     * The value that a text gives it.
     *
     * @throws IllegalArgumentException if it isn't a number, or not one of those that are allowed
     */
    public double parse(String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= least && value <= most) || (isWhole && value != Math.rint(value))) {
            throw new IllegalArgumentException("%s must be a %s from %s to %s, not '%s'"
                    .formatted(name, isWhole ? "whole number" : "number", text(least), text(most), text));
        }
        return value;
    }

    /** A number as it is typed, without a point if it is whole. */
    public static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.valueOf(value).replace(".0E", "e").replace('E', 'e');
    }
}
