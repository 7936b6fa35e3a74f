package dev.nn.simd.formula;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;

/** What formulas do to the bits of a float. */
public final class Bits {
    /** The bit of a float's sign. */
    public static final int SIGN = 0x8000_0000;

    private Bits() {}

    /** y, not negative, with the sign of z. */
    static float withSignOf(float z, float y) {
        return intBitsToFloat(floatToRawIntBits(y) | (floatToRawIntBits(z) & SIGN));
    }

    /** z if it is positive, else −0: by operations on integers, which vectors have to spare. */
    static float positiveOrMinusZero(float z) {
        int bits = floatToRawIntBits(z);
        return intBitsToFloat((bits & ~(bits >> 31)) | (bits & SIGN));
    }
}
