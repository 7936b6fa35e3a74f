package dev.nn.table;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much the rows of a class count in training. */
public enum ClassWeights {
    /** Every row the same. */
    NONE,
    /** Every class the same, however many rows it has. */
    BALANCED;

    /** Name in lower case, as used on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ClassWeights::label).toList();
    }

    /**
     * The weights of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static ClassWeights named(String name) {
        return Arrays.stream(values())
                .filter(weights -> weights.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "unknown class weights '%s'; known: %s".formatted(name, String.join(", ", names()))));
    }
}
