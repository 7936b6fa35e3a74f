package dev.nn.table;

import java.util.Locale;
import java.util.Set;

/** The reading of one cell's text: whether it is missing, and which number it is. */
final class CellText {
    private static final Set<String> MISSING = Set.of("na", "n/a", "#n/a", "<na>", "nan", "null", "none", "?");
    private static final int LONGEST_MISSING = 4;

    /** A quotation in a message is cut after so many characters. */
    private static final int QUOTED = 40;

    private CellText() {}

    /** Whether a stripped text stands for no value. */
    static boolean isMissing(String text) {
        if (text.isEmpty()) return true;
        return text.length() <= LONGEST_MISSING && MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether a stripped text stands for no class: {@code None} is a good name for one. */
    static boolean isMissingLabel(String text) {
        return isMissing(text) && !text.equalsIgnoreCase("none");
    }

    /**
     * The number that a stripped text is, infinite for {@code inf}, {@code infinity} and what is too large for a double;
     * NaN if it isn't a number. Digits, a point, an exponent: what spreadsheets and programs write in every country but
     * those with a decimal comma, and not all that {@link Double#parseDouble} knows.
     */
    static double number(String text) {
        int end = text.length(), i = 0;
        if (end == 0) return Double.NaN;
        if (isSign(text.charAt(0))) i++;
        int digits = digits(text, i);
        int mantissa = digits;
        i += digits;
        if (i < end && text.charAt(i) == '.') {
            int fraction = digits(text, i + 1);
            mantissa += fraction;
            i += 1 + fraction;
        }
        if (mantissa == 0) return infinity(text);
        if (i < end && (text.charAt(i) | ' ') == 'e') {
            i++;
            if (i < end && isSign(text.charAt(i))) i++;
            int exponent = digits(text, i);
            if (exponent == 0) return Double.NaN;
            i += exponent;
        }
        return i == end ? Double.parseDouble(text) : Double.NaN;
    }

    /** Whether a text would be a number if its comma were a point. */
    static boolean hasDecimalComma(String text) {
        int comma = text.indexOf(',');
        return comma >= 0
                && text.indexOf('.') < 0
                && text.indexOf(',', comma + 1) < 0
                && !Double.isNaN(number(text.replace(',', '.')));
    }

    /** The text in quotation marks, on one line and not too long, for a message. */
    static String quote(String text) {
        String shown = text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
        return "'" + shown.replaceAll("\\p{Cntrl}", " ") + "'";
    }

    private static double infinity(String text) {
        boolean signed = isSign(text.charAt(0));
        String name = (signed ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        if (!name.equals("inf") && !name.equals("infinity")) return Double.NaN;
        return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+';
    }

    /** How many digits follow from index {@code from} on. */
    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') i++;
        return i - from;
    }
}
