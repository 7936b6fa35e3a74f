package dev.nn.table;

import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number's text, taken apart.
 *
 * @param negative whether a minus or brackets say so
 * @param brackets whether brackets say it, as accountants write
 * @param behind whether a minus stands behind the digits, as in some bookkeeping programs
 * @param attached whether the unit is letters without a blank before them, which may be those of a code
 * @param unit the currency, percent sign or unit beside the digits; empty for none
 * @param core digits with the marks between them, and an exponent
 */
record Affixes(boolean negative, boolean brackets, boolean behind, boolean attached, String unit, String core) {
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> OTHER_CURRENCIES =
            Set.of("rs", "rs.", "kr", "kr.", "zł", "kč", "ft", "fr.", "lei");
    private static final Set<String> ORDINALS = Set.of("st", "nd", "rd", "th");
    private static final int LONGEST_UNIT = 8;

    /** Takes a stripped text apart; null if it doesn't look like a number, whatever its marks mean. */
    static @Nullable Affixes of(String text) {
        String s = CellText.plainMarks(text);
        boolean brackets = false;
        if (s.length() > 2 && s.charAt(0) == '(' && s.charAt(s.length() - 1) == ')') {
            brackets = true;
            s = s.substring(1, s.length() - 1).strip();
        }
        int first = 0, end = s.length();
        while (first < end && !isDigit(s.charAt(first))) first++;
        if (first == end) return null;
        while (!isDigit(s.charAt(end - 1))) end--;
        boolean mark = first > 0 && (s.charAt(first - 1) == '.' || s.charAt(first - 1) == ',');
        if (mark && (first == 1 || !Character.isLetter(s.charAt(first - 2)))) first--;
        if (end < s.length() && s.charAt(end) == '.') end++;
        String before = s.substring(0, first), after = s.substring(end);
        if (before.endsWith("(") && after.startsWith(")")) {
            brackets = true;
            before = before.substring(0, before.length() - 1);
            after = after.substring(1);
        }
        before = before.strip();
        boolean minus = before.startsWith("-") || before.endsWith("-");
        boolean plus = before.startsWith("+") || before.endsWith("+");
        if ((minus && plus) || (brackets && (minus || plus))) return null;
        if (before.startsWith("-") || before.startsWith("+"))
            before = before.substring(1).strip();
        else if (minus || plus)
            before = before.substring(0, before.length() - 1).strip();
        String unit = after.strip();
        boolean behind = unit.startsWith("-") || unit.endsWith("-");
        if (behind) {
            if (minus || plus || brackets) return null;
            unit = (unit.startsWith("-") ? unit.substring(1) : unit.substring(0, unit.length() - 1)).strip();
        }
        if (!before.isEmpty() && !unit.isEmpty()) return null;
        if (!(before.isEmpty() || isCurrency(before)) || !(unit.isEmpty() || isUnit(unit))) return null;
        boolean attached = !unit.isEmpty() && Character.isLetter(after.charAt(0)) && !isCurrency(unit);
        if (attached && ORDINALS.contains(unit.toLowerCase(Locale.ROOT))) return null;
        String core = s.substring(first, end);
        return new Affixes(minus || brackets || behind, brackets, behind, attached, before + unit, core);
    }

    /** Whether there is a mark among the digits. */
    boolean hasMark() {
        return core.indexOf('.') >= 0 || core.indexOf(',') >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A symbol, a code of three letters, or letters before a symbol such as {@code US$}. */
    static boolean isCurrency(String text) {
        int last = text.length() - 1;
        boolean symbol = Character.getType(text.charAt(last)) == Character.CURRENCY_SYMBOL;
        if (symbol) return last <= 3 && text.substring(0, last).chars().allMatch(Character::isLetter);
        return CURRENCIES.contains(text) || OTHER_CURRENCIES.contains(text.toLowerCase(Locale.ROOT));
    }

    /** What may follow a number: percent, a currency, degrees, letters. */
    private static boolean isUnit(String text) {
        if (text.equals("%") || text.equals("‰") || text.charAt(0) == '°' || isCurrency(text)) return true;
        return text.length() <= LONGEST_UNIT
                && text.chars().allMatch(c -> Character.isLetter(c) || "°µ/²³".indexOf(c) >= 0);
    }
}
