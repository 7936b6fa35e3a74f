package dev.nn.examples.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The type of an array's values, NumPy's {@code dtype}.
 *
 * @param kind f for floating point, i for integers, u for unsigned ones, b for truth values
 * @param bytes of a value
 * @param order of the bytes
 */
record NpyType(char kind, int bytes, ByteOrder order) {
    private static final String KNOWN = "f2 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1";

    /** The type of a description such as {@code <f4}; null if it isn't one that can be read. */
    static @Nullable NpyType of(String description) {
        if (description.length() != 3 || !(" " + KNOWN + " ").contains(" " + description.substring(1) + " ")) {
            return null;
        }
        ByteOrder order = switch (description.charAt(0)) {
            case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
            case '>' -> ByteOrder.BIG_ENDIAN;
            case '=' -> ByteOrder.nativeOrder();
            default -> null;
        };
        return order == null ? null : new NpyType(description.charAt(1), description.charAt(2) - '0', order);
    }

    /** The types that can be read, for a message. */
    static String known() {
        return KNOWN;
    }

    /** The value at byte {@code at}, rounded to float. The buffer has this type's order. */
    float value(ByteBuffer data, int at) {
        return switch (kind) {
            case 'f' -> floating(data, at);
            case 'u' -> unsigned(data, at);
            case 'b' -> data.get(at) == 0 ? 0f : 1f;
            default -> signed(data, at);
        };
    }

    private float floating(ByteBuffer data, int at) {
        return switch (bytes) {
            case Short.BYTES -> Float.float16ToFloat(data.getShort(at));
            case Float.BYTES -> data.getFloat(at);
            default -> (float) data.getDouble(at);
        };
    }

    private float signed(ByteBuffer data, int at) {
        return switch (bytes) {
            case Byte.BYTES -> data.get(at);
            case Short.BYTES -> data.getShort(at);
            case Integer.BYTES -> data.getInt(at);
            default -> data.getLong(at);
        };
    }

    private float unsigned(ByteBuffer data, int at) {
        return switch (bytes) {
            case Byte.BYTES -> Byte.toUnsignedInt(data.get(at));
            case Short.BYTES -> Short.toUnsignedInt(data.getShort(at));
            case Integer.BYTES -> Integer.toUnsignedLong(data.getInt(at));
            default -> unsigned(data.getLong(at));
        };
    }

    /** A long without sign. Halved first where it has 64 bits; the lost bit is far below a float's precision. */
    private static float unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2f;
    }
}
