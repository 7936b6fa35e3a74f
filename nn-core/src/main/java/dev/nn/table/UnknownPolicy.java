package dev.nn.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a category that training has never seen. */
public enum UnknownPolicy {
    /**
     * It counts as {@code other}, with the categories that were too rare in training for an input of their own; where
     * there were none, all the column's inputs are 0.
     */
    OTHER,
    /** It is an error. */
    ERROR;

    /** Name in lower case, as used on the command line and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(UnknownPolicy::label).toList();
    }

    /**
     * The policy of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static UnknownPolicy named(String name) {
        return Arrays.stream(values())
                .filter(policy -> policy.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown policy for unknown categories '%s'; known: %s"
                        .formatted(name, String.join(", ", names()))));
    }
}
