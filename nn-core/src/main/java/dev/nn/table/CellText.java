package dev.nn.table;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;

/** The reading of one cell's text: whether it is missing, and which number it is. */
final class CellText {
    private static final Set<String> MISSING = Set.of("na", "n/a", "#n/a", "<na>", "nan", "null", "none", "?");
    private static final int LONGEST_MISSING = 4;

    /** A quotation in a message is cut after so many characters. */
    private static final int QUOTED = 40;

    private CellText() {}

    /** What people write for no value besides; it counts as that where all else in the column are numbers. */
    private static final Set<String> MARKERS = Set.of(
            ".",
            "..",
            "...",
            "-",
            "--",
            "---",
            "–",
            "—",
            "*",
            "**",
            "unknown",
            "unk",
            "missing",
            "n.a.",
            "n.a",
            "n.d.",
            "nd",
            "n.k.",
            "nk",
            "nil",
            "not available",
            "not applicable",
            "no data",
            "undefined",
            "tbd",
            "tba",
            "k.a.",
            "k. a.",
            "keine angabe",
            "unbekannt",
            "fehlt",
            "inconnu",
            "inconnue",
            "s/d",
            "s.d.",
            "n/d",
            "sin datos",
            "desconocido",
            "desconhecido",
            "sconosciuto",
            "onbekend",
            "okänd",
            "nieznane",
            "brak",
            "нет данных",
            "неизвестно",
            "不明",
            "未知",
            "无",
            "없음",
            "#value!",
            "#div/0!",
            "#ref!",
            "#num!",
            "#name?",
            "#null!");

    /** The text without blanks at its ends, those that don't break lines included. */
    static String strip(String cell) {
        int from = 0, to = cell.length();
        while (from < to && isBlank(cell.charAt(from))) from++;
        while (to > from && isBlank(cell.charAt(to - 1))) to--;
        return cell.substring(from, to);
    }

    static boolean isBlank(char c) {
        return c == ' '
                || c == '\u00a0'
                || c == '\u2007'
                || c == '\u202f'
                || c == '\ufeff'
                || c == '\u200b'
                || c == '\u2060'
                || c == '\u200e'
                || c == '\u200f'
                || Character.isWhitespace(c);
    }

    /** The text with ASCII's marks for those that typographers prefer, and its digits for those of other scripts. */
    static String plainMarks(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) plain.append(plain(text.charAt(i)));
        return plain.toString();
    }

    private static char plain(char c) {
        if (isBlank(c)) return ' ';
        if (isSign(c) && c != '+') return '-';
        if (c > '~' && Character.isDigit(c)) return (char) ('0' + Character.digit(c, 10));
        return switch (c) {
            case '’', '‘' -> '\'';
            case '٫', '．' -> '.';
            case '٬', '，' -> ',';
            case '＋' -> '+';
            default -> c;
        };
    }

    /** Whether a stripped text may stand for no value in a column of numbers. */
    static boolean isMarker(String text) {
        return MARKERS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** Whether a stripped text is digits that begin with a needless 0: a code such as 007, of which 7 is another. */
    static boolean isCode(String text) {
        return text.length() > 1 && text.charAt(0) == '0' && digits(text, 0) == text.length();
    }

    /** A number in the fewest digits that read back exactly, without exponent unless it is very large or small. */
    static String write(double number) {
        String shortest = Double.toString(number);
        double size = Math.abs(number);
        boolean usual = size >= 1e-6 && size < 1e17;
        return usual && shortest.indexOf('E') >= 0
                ? new BigDecimal(shortest).stripTrailingZeros().toPlainString()
                : shortest;
    }

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
        if (hasOtherDigits(text)) return number(plainMarks(text));
        boolean typographic = text.charAt(0) > '~';
        if (isSign(text.charAt(0))) i++;
        if (i == 1 && end > 1 && isBlank(text.charAt(1))) return number(text.charAt(0) + strip(text.substring(1)));
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
            if (i < end && isSign(text.charAt(i))) typographic |= text.charAt(i++) > '~';
            int exponent = digits(text, i);
            if (exponent == 0) return Double.NaN;
            i += exponent;
        }
        if (i != end) return Double.NaN;
        return Double.parseDouble(typographic ? plainMarks(text) : text);
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

    /** Whether a text begins, but for a sign, with a digit of another script. */
    private static boolean hasOtherDigits(String text) {
        char first = text.charAt(0);
        if (text.length() > 1 && isSign(first)) first = text.charAt(1);
        return first > '~' && Character.isDigit(first);
    }

    private static double infinity(String text) {
        boolean signed = isSign(text.charAt(0));
        String name = (signed ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        if (!name.equals("inf") && !name.equals("infinity")) return Double.NaN;
        return signed && text.charAt(0) != '+' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static boolean isSign(char c) {
        return c == '-' || c == '+' || c == '−' || c == '–' || c == '﹣' || c == '－';
    }

    /** How many digits follow from index {@code from} on. */
    private static int digits(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') i++;
        return i - from;
    }
}
