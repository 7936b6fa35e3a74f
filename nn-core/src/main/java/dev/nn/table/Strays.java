package dev.nn.table;

import java.util.List;

/**
 * The texts in a column of numbers that are none.
 *
 * @param texts the first of them, at most {@link #SHOWN} + 1, in the order of their rows
 * @param notation of the numbers
 */
record Strays(List<String> texts, Notation notation) {
    private static final int SHOWN = 3;

    static Strays of(ColumnValues values) {
        Reading reading = values.reading();
        if (!values.hasTexts()) return new Strays(List.of(values.notNumber()), reading.notation());
        List<String> first = values.texts().stream()
                .filter(text -> !reading.isMissing(text) && Double.isNaN(reading.number(text)))
                .limit(SHOWN + 1)
                .toList();
        return new Strays(first, reading.notation());
    }

    /** That they are none, and what to do. */
    String describe() {
        return "%s isn't; %s".formatted(CellText.quote(texts.getFirst()), advice());
    }

    /** What to do about them. */
    String advice() {
        if (lackUnits()) return withUnit(notation.unit());
        if (texts.stream().allMatch(DigitTexts.BOUNDS::matches)) {
            return "write the number alone, or " + asMissing(texts.subList(0, Math.min(SHOWN, texts.size())));
        }
        if (areMany()) return "write all of them alike";
        boolean comma = texts.stream().anyMatch(text -> {
            Affixes parts = Affixes.of(text);
            return parts != null && parts.unit().isEmpty() && parts.core().indexOf(',') >= 0;
        });
        return comma ? "--thousands , or --decimal-comma says how to read it" : asMissing(texts);
    }

    /** Whether there are too many to list. */
    boolean areMany() {
        return texts.size() > SHOWN && !lackUnits();
    }

    /** Whether all of them would be numbers if they had the others' unit. */
    boolean lackUnits() {
        return texts.stream().allMatch(notation::lacksUnit);
    }

    /** The option that reads numbers without the unit of their column. */
    static String withUnit(String unit) {
        return "--optional-unit reads numbers without '%s' as with it".formatted(unit);
    }

    /** The option that lets texts stand for no value. */
    static String asMissing(List<String> texts) {
        String all = String.join(
                ",",
                texts.stream()
                        .map(text -> text.indexOf(',') < 0 ? text : '"' + text + '"')
                        .toList());
        return "--missing-values '%s' would read %s as missing".formatted(all, texts.size() == 1 ? "it" : "them");
    }
}
