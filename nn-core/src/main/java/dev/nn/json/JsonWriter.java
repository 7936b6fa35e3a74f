package dev.nn.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The writer behind {@link Json#write}. */
final class JsonWriter {
    private final StringBuilder out = new StringBuilder();

    String write(@Nullable Object value) {
        append(value);
        return out.toString();
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append(truth);
            case String string -> append(string);
            case Integer number -> out.append(number);
            case Long number -> out.append(number);
            // The shortest decimal that is this float, which is shorter than that of the equal double.
            case Float number -> out.append(requireFinite(number.doubleValue(), number.toString()));
            case Double number -> out.append(requireFinite(number, number.toString()));
            case List<?> list -> {
                char separator = '[';
                for (Object element : list) {
                    out.append(separator);
                    append(element);
                    separator = ',';
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Map<?, ?> map -> {
                char separator = '{';
                for (Map.Entry<?, ?> member : map.entrySet()) {
                    if (!(member.getKey() instanceof String key)) {
                        throw new IllegalArgumentException("JSON: a key must be a string, was " + member.getKey());
                    }
                    out.append(separator);
                    append(key);
                    out.append(':');
                    append(member.getValue());
                    separator = ',';
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            default ->
                throw new IllegalArgumentException(
                        "JSON has no " + value.getClass().getName());
        }
    }

    private static String requireFinite(double number, String text) {
        if (!Double.isFinite(number)) throw new IllegalArgumentException("JSON has no " + text);
        return text;
    }

    private void append(String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') out.append("\\u%04x".formatted((int) c));
                    else if (Character.isSurrogate(c)) i = appendPair(string, i);
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    /** Appends a character outside the basic plane; returns the index of its second half. */
    private int appendPair(String string, int i) {
        int character = string.codePointAt(i);
        if (!Character.isSupplementaryCodePoint(character)) {
            throw new IllegalArgumentException("JSON: character %d is half a surrogate pair".formatted(i));
        }
        out.appendCodePoint(character);
        return i + 1;
    }
}
