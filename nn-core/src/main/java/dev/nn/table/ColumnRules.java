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
 * @param ignored names of columns that the network is not to see
 */
public record ColumnRules(
        MissingPolicy missing, UnknownPolicy unknown, int maxCategories, Set<String> categorical, Set<String> ignored) {
    /** Missing values with an indicator, unknown categories as {@code other}, at most 100 categories. */
    public static final ColumnRules DEFAULT =
            new ColumnRules(MissingPolicy.INDICATOR, UnknownPolicy.OTHER, 100, Set.of(), Set.of());

    public ColumnRules {
        categorical = Set.copyOf(categorical);
        ignored = Set.copyOf(ignored);
        if (maxCategories < 2) {
            throw new IllegalArgumentException("maxCategories must be at least 2, was " + maxCategories);
        }
    }

    /** These rules with another policy for missing values. */
    public ColumnRules missing(MissingPolicy policy) {
        return new ColumnRules(policy, unknown, maxCategories, categorical, ignored);
    }

    /** These rules with another policy for unknown categories. */
    public ColumnRules unknown(UnknownPolicy policy) {
        return new ColumnRules(missing, policy, maxCategories, categorical, ignored);
    }

    /** These rules with other columns that are categories although they hold numbers. */
    public ColumnRules categorical(Set<String> columns) {
        return new ColumnRules(missing, unknown, maxCategories, columns, ignored);
    }

    /** These rules with other columns that the network is not to see. */
    public ColumnRules ignored(Set<String> columns) {
        return new ColumnRules(missing, unknown, maxCategories, categorical, columns);
    }

    /**
     * Checks that the columns that are named here exist, and that none is the target.
     *
     * @throws TableException naming the one that doesn't
     */
    void check(Table table, String target) {
        for (Set<String> named : List.of(categorical, ignored)) {
            for (String column : named) {
                table.column(column);
                if (!column.equals(target)) continue;
                throw new TableException("%s: column '%s' is the target".formatted(table.name(), column));
            }
        }
    }
}
