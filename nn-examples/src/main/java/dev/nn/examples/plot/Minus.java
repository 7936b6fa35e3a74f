package dev.nn.examples.plot;

import java.util.regex.Pattern;

/** The minus sign of numbers in text, −, which is as wide as a plus; a hyphen is not. */
public final class Minus {
    /** In front of a number, and not between two, as in 784-100-10; or in an exponent. */
    private static final Pattern HYPHEN =
            Pattern.compile("(?<![\\p{L}\\p{N}.,:)_-])-(?=\\.?\\d|∞)|(?<=\\d[eE])-(?=\\d)");

    private Minus() {}

    /** The text with the minus sign at all negative numbers. */
    public static String signs(String text) {
        return HYPHEN.matcher(text).replaceAll("−");
    }
}
