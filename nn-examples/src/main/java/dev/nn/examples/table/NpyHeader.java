package dev.nn.examples.table;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a NumPy file says of its array: the text of a Python dictionary.
 *
 * @param description of the type
 * @param fortran whether the first dimension runs fastest
 * @param shape the dimensions
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record NpyHeader(String description, boolean fortran, int[] shape) {
    private static final Pattern DICTIONARY = Pattern.compile("\\{(?<entries>.*)}\\s*", Pattern.DOTALL);

    private static final Pattern ENTRY = Pattern.compile("\\s*'(?<key>descr|fortran_order|shape)'\\s*:\\s*"
            + "(?:'(?<text>[^']{1,16})'|(?<truth>True|False)|\\((?<shape>[0-9,\\s]{0,200})\\))\\s*(?:,|$)");

    private static final int MOST_DIMENSIONS = 32;

    /** Understands the text; null if it doesn't describe an array of plain values. */
    static @Nullable NpyHeader parse(String text) {
        Matcher dictionary = DICTIONARY.matcher(text);
        if (!dictionary.matches()) return null;
        String entries = dictionary.group("entries"), description = null;
        Boolean fortran = null;
        int[] shape = null;
        Matcher entry = ENTRY.matcher(entries);
        int at = 0;
        while (at < entries.length() && !entries.substring(at).isBlank()) {
            if (!entry.region(at, entries.length()).lookingAt()) return null;
            String value = entry.group("text"), truth = entry.group("truth"), dimensions = entry.group("shape");
            switch (entry.group("key")) {
                case "descr" -> description = value;
                case "fortran_order" -> fortran = truth == null ? null : Boolean.valueOf(truth);
                default -> shape = dimensions == null ? null : dimensions(dimensions);
            }
            at = entry.end();
        }
        if (description == null || fortran == null || shape == null) return null;
        return new NpyHeader(description, fortran, shape);
    }

    private static int @Nullable [] dimensions(String text) {
        String[] parts = text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*", MOST_DIMENSIONS + 1);
        int count = parts.length > 0 && parts[parts.length - 1].isEmpty() ? parts.length - 1 : parts.length;
        if (count > MOST_DIMENSIONS) return null;
        int[] shape = new int[count];
        try {
            for (int d = 0; d < count; d++) shape[d] = Integer.parseInt(parts[d]);
        } catch (NumberFormatException e) {
            return null;
        }
        return shape;
    }

    @Override
    public String toString() {
        return "%s %s".formatted(description, Arrays.toString(shape));
    }
}
