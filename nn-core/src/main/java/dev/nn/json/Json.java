package dev.nn.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON texts as trees of Java's own types: {@code Map<String, Object>} in the text's order, {@code List<Object>},
 * {@code String}, {@code Long}, {@code Double}, {@code Boolean} and null.
 *
 * <p>RFC 8259. The reader is strict where parsers differ, so that a file can't mean two things: a key stands once in an
 * object, and nothing follows the value. It is safe with hostile texts: nesting and the number of values are limited, so
 * neither stack nor memory grows much beyond the text's own size.
 */
public final class Json {
    /** The deepest nesting of objects and arrays that is read. */
    public static final int MAX_DEPTH = 64;

    /** The most values, keys not counted, that a text may have. */
    public static final int MAX_VALUES = 1 << 20;

    private Json() {}

    /**
     * Reads a text: a number without fraction and exponent that fits is a {@code Long}, every other one a {@code
     * Double}.
     *
     * @throws JsonException if it isn't JSON, has a key twice, a number beyond double's range or half a surrogate pair,
     *     or exceeds {@link #MAX_DEPTH} or {@link #MAX_VALUES}
     */
    public static @Nullable Object parse(String text) {
        return new JsonParser(text).parse();
    }

    /**
     * The text of a tree, without spaces, in the order of its maps; {@link #parse} gives back an equal tree.
     *
     * @param value of {@link Map} with string keys, {@link List}, {@code String}, {@code Integer}, {@code Long}, {@code
     *     Float}, {@code Double}, {@code Boolean}, null
     * @throws IllegalArgumentException for other types, NaN and infinities, half a surrogate pair
     */
    public static String write(@Nullable Object value) {
        return new JsonWriter().write(value);
    }
}
