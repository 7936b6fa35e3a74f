package dev.nn.table;

import java.util.List;
import java.util.Set;

/**
 * How columns are understood where their cells leave a choice.
 *
 * @param missing what stands for a missing value
 * @param unknown what becomes of a category that training has not seen
 * @param maxCategories inputs that a categorical column may take for its categories; the rarest share one
 * @param categorical names of columns that are categories although they hold numbers
 * @param numeric names of columns that are numbers although they count the rows or begin with zeros
 * @param ignored names of columns that the network is not to see
 * @param exactLabels whether labels that differ only in case or blanks are different classes
 */
public record ColumnRules(
        MissingPolicy missing,
        UnknownPolicy unknown,
        int maxCategories,
        Set<String> categorical,
        Set<String> numeric,
        Set<String> ignored,
        boolean exactLabels) {
    /** Missing values with an indicator, unknown categories as {@code other}, at most 100 categories. */
    public static final ColumnRules DEFAULT =
            new ColumnRules(MissingPolicy.INDICATOR, UnknownPolicy.OTHER, 100, Set.of(), Set.of(), Set.of(), false);

    public ColumnRules {
        categorical = Set.copyOf(categorical);
        numeric = Set.copyOf(numeric);
        ignored = Set.copyOf(ignored);
        if (maxCategories < 2) {
            throw new IllegalArgumentException("maxCategories must be at least 2, was " + maxCategories);
        }
    }

    /** These rules with another policy for missing values. */
    public ColumnRules missing(MissingPolicy policy) {
        return new ColumnRules(policy, unknown, maxCategories, categorical, numeric, ignored, exactLabels);
    }

    /** These rules with another policy for unknown categories. */
    public ColumnRules unknown(UnknownPolicy policy) {
        return new ColumnRules(missing, policy, maxCategories, categorical, numeric, ignored, exactLabels);
    }

    /** These rules with other columns that are categories although they hold numbers. */
    public ColumnRules categorical(Set<String> columns) {
        return new ColumnRules(missing, unknown, maxCategories, columns, numeric, ignored, exactLabels);
    }

    /** These rules with other columns that are numbers although they look like row numbers or codes. */
    public ColumnRules numeric(Set<String> columns) {
        return new ColumnRules(missing, unknown, maxCategories, categorical, columns, ignored, exactLabels);
    }

    /** These rules, with labels that differ only in case or blanks as different classes or as one. */
    public ColumnRules exactLabels(boolean exact) {
        return new ColumnRules(missing, unknown, maxCategories, categorical, numeric, ignored, exact);
    }

    /** These rules with other columns that the network is not to see. */
    public ColumnRules ignored(Set<String> columns) {
        return new ColumnRules(missing, unknown, maxCategories, categorical, numeric, columns, exactLabels);
    }

    /**
     * Checks that the columns that are named here exist, and that none is the target.
     *
     * @throws TableException naming the one that doesn't
     */
    void check(Table table, String target) {
        for (Set<String> named : List.of(categorical, numeric, ignored)) {
            for (String column : named) {
                table.column(column);
                if (!column.equals(target)) continue;
                throw new TableException("%s: column '%s' is the target".formatted(table.name(), column));
            }
        }
    }
}
