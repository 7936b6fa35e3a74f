package dev.nn.table;

import java.util.Arrays;

/**
 * What a column holds, as its cells show.
 *
 * @param name numeric, categorical or ignored
 * @param reason why it is ignored, else empty
 */
record ColumnKind(String name, String reason) {
    /** Share of a column's cells that are numbers, above which the others are taken for mistakes. */
    private static final double MOSTLY = 0.9;

    /** Numbers with fewer different texts may well be names. */
    private static final int FEW = 20;

    /**
     * Decides by the cells of all rows: numbers only are numeric, few texts are categories, a text of its own in most
     * rows identifies the row and teaches nothing.
     *
     * @throws TableException for numbers with a few other texts among them, a decimal comma, or an infinite number
     */
    static ColumnKind of(Table table, int c, ColumnRules rules) {
        ColumnValues values = table.values(c);
        String column = table.columns().get(c);
        if (rules.ignored().contains(column)) return ignored("as asked");
        if (values.missing() == values.rows()) return ignored("no values");
        if (values.missing() > 0 && rules.missing() == MissingPolicy.ERROR) throw missing(table, c);
        boolean forced = rules.categorical().contains(column);
        if (!forced && values.notNumbers() == 0) {
            if (values.firstInfinite() >= 0) {
                throw TableException.column(column, "infinite numbers can't be learnt from")
                        .at(table.place(values.firstInfinite()));
            }
            return c == 0 && column.equals("column_1") && counts(values)
                    ? ignored("row numbers")
                    : new ColumnKind(NumericColumn.KIND, "");
        }
        if (!forced) refuseStrays(table, column, values);
        if (!values.hasTexts()) return ignored("%,d different texts or more".formatted(values.forgotten()));
        int different = values.texts().size(), present = values.rows() - values.missing();
        if (!forced && different > FEW && different > present / 2) {
            return ignored("%,d different texts in %,d rows".formatted(different, values.rows()));
        }
        return new ColumnKind(CategoricalColumn.KIND, "");
    }

    private static ColumnKind ignored(String reason) {
        return new ColumnKind(IgnoredColumn.KIND, reason);
    }

    /** A column of numbers may have some cells with a typing mistake: no reason to make categories of the others. */
    private static void refuseStrays(Table table, String column, ColumnValues values) {
        int present = values.rows() - values.missing(), numbers = present - values.notNumbers();
        boolean comma = CellText.hasDecimalComma(values.notNumber());
        boolean many = !values.hasTexts() || values.texts().size() > FEW;
        if (!comma && !(many && numbers > MOSTLY * present)) return;
        String problem = CellText.quote(values.notNumber())
                + (comma
                        ? " has a decimal comma, a decimal point was expected"
                        : " is not a number, but %,d of the %,d values are".formatted(numbers, present));
        throw TableException.column(column, problem).at(table.place(values.firstNotNumber()));
    }

    private static TableException missing(Table table, int c) {
        ColumnValues values = table.values(c);
        int row = 0;
        while (!isMissing(values, row)) row++;
        return TableException.column(table.columns().get(c), "the value is missing")
                .at(table.place(row));
    }

    private static boolean isMissing(ColumnValues values, int row) {
        return values.hasTexts() ? CellText.isMissing(values.text(row)) : Double.isNaN(values.number(row));
    }

    /** Whether the numbers are whole and no two of them are equal: what programs put before rows as their index. */
    private static boolean counts(ColumnValues values) {
        double[] sorted = new double[values.rows()];
        for (int row = 0; row < sorted.length; row++) sorted[row] = values.number(row);
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (sorted[i] != Math.rint(sorted[i]) || (i > 0 && sorted[i] == sorted[i - 1])) return false;
        }
        return true;
    }
}
