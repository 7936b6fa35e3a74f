package dev.nn.table;

import java.util.List;
import java.util.Locale;

/**
 * What a column holds, as its cells show.
 *
 * @param name numeric, categorical or ignored
 * @param reason why it is ignored, else empty
 * @param remark what the user should know, and the option that changes it; empty if there is nothing
 */
record ColumnKind(String name, String reason, String remark) {
    /** Share of a column's cells that are numbers, above which the others are taken for mistakes. */
    private static final double MOSTLY = 0.9;

    /** Numbers with fewer different texts may well be names. */
    private static final int FEW = 20;

    static final ColumnKind TARGET = ignored("target", "");

    static final ColumnKind ROW_NUMBERS = ignored("row numbers", "--numeric keeps them");

    static final ColumnKind ONLY_ROW_NUMBERS = new ColumnKind(
            NumericColumn.KIND, "", "it seems to count the rows, but there is nothing else to learn from");

    private static final ColumnKind NUMERIC = new ColumnKind(NumericColumn.KIND, "", "");

    /**
     * Decides by the cells of all rows: numbers only are numeric, few texts are categories, a text of its own in most
     * rows identifies the row and teaches nothing. So does a number that counts the rows.
     *
     * @throws TableException for numbers with a few other texts among them, numbers that can be read in two ways, or an
     *     infinite number
     */
    static ColumnKind of(Table table, int c, ColumnRules rules) {
        ColumnValues values = table.values(c);
        String column = table.columns().get(c);
        if (rules.ignored().contains(column)) return ignored("as asked", "");
        if (values.missing() == values.rows()) return ignored("no values", "");
        if (values.missing() > 0 && rules.missing() == MissingPolicy.ERROR) throw missing(table, c);
        if (rules.categorical().contains(column)) return texts(values, true, "");
        boolean asked = rules.numeric().contains(column);
        boolean numbers = values.notNumbers() == 0;
        if (values.found().open() && !(asked && numbers)) throw open(table, c);
        if (numbers) {
            if (values.firstInfinite() >= 0) throw infinite(table, c);
            if (!asked) refusePoints(table, c);
            if (asked) return NUMERIC;
            if (values.withLeadingZero() == 0) return number(table, column, values);
            String codes = "codes with leading zeros; --numeric " + column + " reads numbers";
            return texts(values, false, codes);
        }
        if (asked) throw stray(table, c);
        refuseStrays(table, c);
        return texts(values, false, remark(values));
    }

    private static ColumnKind number(Table table, String column, ColumnValues values) {
        return switch (RowCounter.of(column, values)) {
            case NO -> new ColumnKind(NumericColumn.KIND, "", remarkOnNumbers(table, values));
            case MAYBE ->
                new ColumnKind(
                        NumericColumn.KIND,
                        "",
                        "no number twice; if it only counts the rows, --ignore %s leaves it out".formatted(column));
            case YES -> ROW_NUMBERS;
        };
    }

    private static String remarkOnNumbers(Table table, ColumnValues values) {
        String written = Summaries.joined(values.found().problem(), DateNumbers.remark(values));
        return Summaries.joined(written, FarValues.remark(table, values));
    }

    private static ColumnKind texts(ColumnValues values, boolean forced, String remark) {
        if (!values.hasTexts()) {
            return leftOut(
                    String.format(Locale.ROOT, "%,d different texts or more", values.forgotten()), values, remark);
        }
        int different = values.texts().size(), present = values.rows() - values.missing();
        if (!forced && different > FEW && different > present / 2) {
            return leftOut(
                    String.format(Locale.ROOT, "%,d different texts in %,d rows", different, values.rows()),
                    values,
                    remark);
        }
        return new ColumnKind(CategoricalColumn.KIND, "", remark);
    }

    /** Texts that are left out, with a hint at the numbers that they contain. */
    private static ColumnKind leftOut(String reason, ColumnValues values, String remark) {
        return ignored(reason, remark.isEmpty() ? DigitTexts.hint(values) : remark);
    }

    private static ColumnKind ignored(String reason, String remark) {
        return new ColumnKind(IgnoredColumn.KIND, reason, remark);
    }

    /** A warning where most texts are numbers, or look like some. */
    private static String remark(ColumnValues values) {
        if (!values.found().problem().isEmpty()) return values.found().problem();
        int present = values.rows() - values.missing(), numbers = present - values.notNumbers();
        boolean many = !values.hasTexts() || values.texts().size() > FEW;
        if (2 * numbers < present) return "";
        Strays strays = Strays.of(values);
        if (!many && !strays.lackUnits()) return "";
        return String.format(Locale.ROOT, "%,d of %,d values are numbers, %s", numbers, present, strays.describe());
    }

    /** A column of numbers may have some cells with a typing mistake: no reason to make categories of the others. */
    private static void refuseStrays(Table table, int c) {
        ColumnValues values = table.values(c);
        int present = values.rows() - values.missing(), numbers = present - values.notNumbers();
        boolean many = !values.hasTexts() || values.texts().size() > FEW;
        if (many && numbers > MOSTLY * present) throw stray(table, c);
    }

    private static TableException stray(Table table, int c) {
        ColumnValues values = table.values(c);
        int present = values.rows() - values.missing();
        Strays strays = Strays.of(values);
        int numbers = present - values.notNumbers();
        boolean plain =
                values.example().isEmpty() || values.reading().notation().equals(Notation.PLAIN);
        String column = table.columns().get(c);
        String problem = CellText.quote(values.notNumber()) + " is not a number";
        if (2 * numbers < present) {
            problem += ", nor are most of the other values";
        } else {
            problem += String.format(
                    Locale.ROOT,
                    "%s, but %,d of the %,d values are; %s",
                    plain ? "" : " like '" + values.example() + "'",
                    numbers,
                    present,
                    strays.advice());
            problem += lineOfText(table, values);
            if (strays.areMany()) problem += ", or --ignore %s leaves the column out".formatted(column);
        }
        return TableException.column(column, problem).at(table.place(values.firstNotNumber()));
    }

    /** What the only text in a column of numbers may be, in the first or the last row. */
    private static String lineOfText(Table table, ColumnValues values) {
        boolean word = values.notNumbers() == 1
                && Character.isLetter(values.notNumber().charAt(0));
        if (word && values.firstNotNumber() == table.rows() - 1) {
            return "; or is the last row a total or a note? Then delete it";
        }
        return word && values.firstNotNumber() == 0 ? "; or does the first row name units? Then delete it" : "";
    }

    private static TableException infinite(Table table, int c) {
        ColumnValues values = table.values(c);
        String problem = "infinite numbers can't be learnt from";
        if (values.hasTexts()) {
            String text = values.text(values.firstInfinite());
            problem += "; " + Strays.asMissing(List.of(text));
        }
        return TableException.column(table.columns().get(c), problem).at(table.place(values.firstInfinite()));
    }

    /** Where another column has decimal commas, points before three digits each stand between thousands. */
    private static void refusePoints(Table table, int c) {
        String column = table.columns().get(c),
                problem = table.values(c).found().problem();
        if (problem.isEmpty()) return;
        for (int other = 0; other < table.columns().size(); other++) {
            ColumnValues values = table.values(other);
            if (values.notNumbers() > 0 || values.reading().notation().decimal() != ',') continue;
            throw TableException.column(
                            column,
                            "%s, and column '%s' has decimal commas; --numeric %s reads points as decimal marks"
                                    .formatted(problem, table.columns().get(other), column))
                    .at(table.name());
        }
    }

    private static TableException open(Table table, int c) {
        String column = table.columns().get(c);
        String ways = "; --ignore %s or --categorical %s does without".formatted(column, column);
        return TableException.column(column, table.values(c).found().problem() + ways)
                .at(table.name());
    }

    private static TableException missing(Table table, int c) {
        ColumnValues values = table.values(c);
        int row = 0;
        while (!values.isMissing(row)) row++;
        return TableException.column(table.columns().get(c), "the value is missing")
                .at(table.place(row));
    }
}
