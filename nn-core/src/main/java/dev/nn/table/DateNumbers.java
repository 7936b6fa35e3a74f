package dev.nn.table;

import java.util.List;
import java.util.regex.Pattern;

/** Dates that look like numbers, and would be learnt as such: their differences are no days. */
enum DateNumbers {
    /** 20240131. */
    DAYS("(19|20)\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])", 5),
    /** 202401. */
    MONTHS("(19|20)\\d{2}(0[1-9]|1[0-2])", 12),
    /** 31.12: that no fraction is above .12 is no chance. */
    DAYS_OF_MONTHS("(0?[1-9]|[12]\\d|3[01])\\.(0[1-9]|1[0-2])", 20);

    private final Pattern pattern;
    private final int fewest;

    /** @param fewest different texts from which it is no wonder that all look so */
    DateNumbers(String pattern, int fewest) {
        this.pattern = Pattern.compile(pattern);
        this.fewest = fewest;
    }

    /** What the user should know about a column of numbers; empty if these are no dates. */
    static String remark(ColumnValues values) {
        if (!values.hasTexts()) return "";
        List<String> present = values.texts().stream()
                .filter(text -> !Double.isNaN(values.reading().number(text)))
                .toList();
        for (DateNumbers kind : values()) {
            boolean all = present.size() >= kind.fewest
                    && present.stream()
                            .allMatch(text -> kind.pattern.matcher(text).matches());
            if (!all) continue;
            return "%s looks like a date, but is learnt as a number; a column with the days since a first one would tell more"
                    .formatted(CellText.quote(present.getFirst()));
        }
        return "";
    }
}
