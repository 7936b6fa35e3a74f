package dev.nn.kernel;

import java.util.Arrays;

/**
 * A bit pattern that arithmetic doesn't produce, with which tests fill all memory that a kernel must not touch.
 *
 * <p>It is a NaN, so that a kernel which reads a guard shows it in its result; its payload tells it from NaNs that were
 * computed.
 */
final class Guard {
    private static final int BITS = 0x7fc5_a5a5;
    private static final float VALUE = Float.intBitsToFloat(BITS);

    private Guard() {}

    /** A new array of nothing but guards. */
    static float[] array(int length) {
        float[] data = new float[length];
        Arrays.fill(data, VALUE);
        return data;
    }

    /** Makes the array nothing but guards. */
    static void fill(float[] data) {
        Arrays.fill(data, VALUE);
    }

    /** Whether the value is an untouched guard, to the bit. */
    static boolean is(float value) {
        return Float.floatToRawIntBits(value) == BITS;
    }
}
