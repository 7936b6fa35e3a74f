package dev.nn.table;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What all spellings of one class, or of one category, have in common. */
final class LabelKey {
    /** A label with less than the most frequent one's rows divided by this may be a typing mistake. */
    private static final int FREQUENT = 4;

    /** Numbers of fewer digits are all different as doubles. */
    private static final int EXACT_DIGITS = 16;

    private LabelKey() {}

    /**
     * The key of a stripped label. All ways to write a number are one; a code with leading zeros is none, but a text.
     *
     * @param exact whether case and blanks tell classes apart
     */
    static String of(String label, boolean exact) {
        double number = CellText.isCode(label) ? Double.NaN : CellText.number(label);
        if (!Double.isNaN(number)) return '\0' + number(label, number); // The mark keeps it apart from a text.
        return exact ? label : spelling(label);
    }

    /** One way to write a number. Those of many digits can be keys, of which a double would make one. */
    private static String number(String label, double number) {
        if (number != 0 && Double.isFinite(number) && label.length() >= EXACT_DIGITS) {
            BigDecimal exact = new BigDecimal(CellText.plainMarks(label).replace(" ", "")).stripTrailingZeros();
            if (exact.precision() >= EXACT_DIGITS) return exact.toString();
        }
        return String.valueOf(number + 0.0); // 0 of −0
    }

    /**
     * Whether labels are codes in which case matters, such as hid and hId: two of them differ in case alone, one has a
     * capital after a small letter, and both are frequent. Words in capitals, or with some typing mistakes, are not.
     *
     * @param labels with their rows
     */
    static boolean caseMatters(Map<String, Integer> labels) {
        Map<String, List<String>> byKey = new HashMap<>();
        for (String label : labels.keySet()) {
            byKey.computeIfAbsent(label.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(label);
        }
        for (List<String> same : byKey.values()) {
            int most = same.stream()
                    .mapToInt(label -> labels.getOrDefault(label, 0))
                    .max()
                    .orElse(0);
            long frequent = same.stream()
                    .filter(label -> FREQUENT * labels.getOrDefault(label, 0) >= most)
                    .count();
            if (frequent > 1 && same.stream().anyMatch(LabelKey::hasInnerCapital)) return true;
        }
        return false;
    }

    /** Whether some of these labels differ only in case or blanks, so that these must tell them apart. */
    static boolean differ(List<String> labels) {
        return labels.stream().map(label -> of(label, false)).distinct().count() < labels.size();
    }

    static boolean hasInnerCapital(String label) {
        for (int i = 1; i < label.length(); i++) {
            if (Character.isUpperCase(label.charAt(i)) && Character.isLowerCase(label.charAt(i - 1))) return true;
        }
        return false;
    }

    /** The same letters for those that differ in case only, or in how an accent is encoded. */
    private static String folded(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return folded.replace("i\u0307", "i"); // Of the Turkish I with a point; upper case has mended the one without.
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
        return folded(key.toString());
    }
}
