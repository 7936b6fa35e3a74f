package dev.nn.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a table's target is: a class or a number. */
public enum Task {
    /** The target is one of some classes; the model gives each a probability. */
    CLASSIFICATION,
    /** The target is a number. */
    REGRESSION;

    /** Name in lower case, as used on the command line and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Task::label).toList();
    }

    /**
     * The task of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Task named(String name) {
        return Arrays.stream(values())
                .filter(task -> task.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown task '%s'; known: %s".formatted(name, String.join(", ", names()))));
    }
}
