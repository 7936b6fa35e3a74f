package dev.nn.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What stands for a missing value: an empty cell, or one of NA, N/A, NaN, null, None and ? in any case.
 *
 * <p>In the target column there is nothing to stand for it: rows without target are not trained on.
 */
public enum MissingPolicy {
    /**
     * The column's mean, or its most frequent category; and, if the column had missing values in training, one more
     * input that tells whether the value is missing.
     */
    INDICATOR,
    /** The column's mean, or its most frequent category. */
    MEAN,
    /** Nothing: a missing value is an error. */
    ERROR;

    /** Name in lower case, as used on the command line and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(MissingPolicy::label).toList();
    }

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static MissingPolicy named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown policy for missing values '%s'; known: %s"
                        .formatted(name, String.join(", ", names()))));
    }
}
