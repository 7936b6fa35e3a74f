package dev.nn.table;

import java.util.List;

/**
 * The texts in a column of numbers that are none.
 *
 * @param texts the first of them, at most {@link #SHOWN} + 1, in the order of their rows
 */
record Strays(List<String> texts) {
    private static final int SHOWN = 3;

    static Strays of(ColumnValues values) {
        if (!values.hasTexts()) return new Strays(List.of(values.notNumber()));
        Reading reading = values.reading();
        return new Strays(values.texts().stream()
                .filter(text -> !reading.isMissing(text) && Double.isNaN(reading.number(text)))
                .limit(SHOWN + 1)
                .toList());
    }

    /** That they are none, and what to do. */
    String describe() {
        return "%s isn't; %s".formatted(CellText.quote(texts.getFirst()), advice());
    }

    /** What to do about them. */
    String advice() {
        if (areMany()) return "write all of them alike";
        boolean comma = texts.stream().anyMatch(text -> {
            Affixes parts = Affixes.of(text);
            return parts != null && parts.unit().isEmpty() && parts.core().indexOf(',') >= 0;
        });
        return comma ? "--thousands , or --decimal-comma says how to read it" : asMissing(texts);
    }

    /** Whether there are too many to list. */
    boolean areMany() {
        return texts.size() > SHOWN;
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
