package dev.nn.table;

import java.util.Locale;

/** What all spellings of one class have in common. */
final class LabelKey {
    private LabelKey() {}

    /**
     * The key of a stripped label. All ways to write a number are one; a code with leading zeros is none, but a text.
     *
     * @param exact whether case and blanks tell classes apart
     */
    static String of(String label, boolean exact) {
        double number = CellText.isCode(label) ? Double.NaN : CellText.number(label);
        // + 0.0 makes 0 of −0. The mark keeps it apart from a text.
        if (!Double.isNaN(number)) return "\0" + (number + 0.0);
        return exact ? label : spelling(label);
    }

    /** In lower case, without blanks but those between digits. */
    private static String spelling(String label) {
        StringBuilder key = new StringBuilder(label.length());
        boolean blank = false;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (CellText.isBlank(c)) {
                blank = true;
                continue;
            }
            boolean between = blank && Character.isDigit(c) && Character.isDigit(key.charAt(key.length() - 1));
            if (between) key.append(' ');
            key.append(c);
            blank = false;
        }
        return key.toString().toLowerCase(Locale.ROOT);
    }
}
