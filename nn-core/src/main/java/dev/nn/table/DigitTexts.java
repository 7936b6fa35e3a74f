package dev.nn.table;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts of digits that are no numbers, although numbers could be made of them. */
enum DigitTexts {
    /** 2024-01, 01/2024. */
    MONTHS("(19|20)\\d{2}[-/.](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-/.](19|20)\\d{2}", "the months since a first one"),
    /** 2024-01-31, 31.1.2024, 1/31/24, 2024-01-31T12:30:00Z, 31 Jan 2024, Jan 31, 2024. */
    DATES(
            "(\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](\\d{4}|\\d{2})|\\d{1,2}[. -]+[a-z]{3,9}[. -]+\\d{2,4}"
                    + "|[a-z]{3,9}[. -]+\\d{1,2},?[ -]+\\d{4})([t ,]+\\d{1,2}:\\d{2}.*)?",
            "the year or the days since a first one"),
    /** 12:30, 1:05:59.5, 7:15 pm. */
    TIMES("\\d{1,3}:\\d{2}(:\\d{2}([.,]\\d+)?)?( ?[ap]\\.?m\\.?)?", "the minutes"),
    /** 10-20, 1.5 to 3. */
    RANGES("[$€£]?\\d+([.,]\\d+)*k? ?(-|to|bis|\\.\\.+) ?[$€£]?\\d+([.,]\\d+)*k?", "the middle or both ends"),
    /** 3/4, 5 1/2. */
    FRACTIONS("(\\d+ )?\\d+/\\d+", "the quotient"),
    /** {@code <5}, {@code >= 100}, {@code ~7}. */
    BOUNDS("[<>≤≥~≈±]=? ?[-+]?\\d+([.,]\\d+)*", "the number alone"),
    /** 0x1F. */
    HEXADECIMALS("[-+]?0x[0-9a-f]+", "the decimal numbers"),
    /** 3.2D+05, as Fortran writes. */
    EXPONENTS("[-+]?\\d+([.,]\\d*)?d[-+]?\\d+", "E in place of D"),
    /** '3.2', “7”. */
    QUOTATIONS("['‘’“”\"`´][-+]?\\d+([.,]\\d+)*['‘’“”\"`´]?", "the number alone"),
    /** $20K, 1.3 M. */
    MULTIPLES("[-+]?\\p{Sc}? ?\\d+([.,]\\d+)* ?([kmb]|bn|mio|mrd|tsd)\\.? ?\\p{Sc}?", "the whole numbers"),
    /** 3h 14m, 5 ft 10 in, 5'10". */
    COMPOUNDS("(\\d+([.,]\\d+)? ?([a-z]+|['′’\"″”]{1,2})[, ]*){2,4}|\\d+['′’]\\d+[\"″”]?", "all in the smaller unit"),
    /** 32.4±0.3, 32.4 (12%). */
    PAIRS("[-+]?\\d+([.,]\\d+)*[^ ]? ?(±|\\+/?-|\\(|\\[|;|&).*", "the first number alone"),
    /** 34 years old, 12+. */
    NUMBERS_AND_MORE("[-+]?\\d+([.,]\\d+)* ?([+*†‡]+|[^\\d,;]*\\p{L}{3}[^\\d,;]*)", "the number alone");

    /** Share of the texts that must be such. */
    private static final double MOST = 0.9;

    private final Pattern pattern;
    private final String better;

    DigitTexts(String pattern, String better) {
        this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        this.better = better;
    }

    /** Whether a stripped text is such. */
    boolean matches(String text) {
        return pattern.matcher(CellText.plainMarks(text)).matches();
    }

    /** What could be learnt from a column whose texts are left out; empty if they are none of these. */
    static String hint(ColumnValues values) {
        List<String> texts = values.hasTexts() ? values.texts() : List.of(values.notNumber());
        Reading reading = values.reading();
        List<String> present =
                texts.stream().filter(text -> !reading.isMissing(text)).toList();
        for (DigitTexts kind : values()) {
            List<String> such = present.stream().filter(kind::matches).toList();
            if (such.isEmpty() || such.size() < MOST * present.size()) continue;
            return "%s such as %s; a column with %s could be learnt from"
                    .formatted(
                            kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            CellText.quote(such.getFirst()),
                            kind.better);
        }
        return "";
    }
}
