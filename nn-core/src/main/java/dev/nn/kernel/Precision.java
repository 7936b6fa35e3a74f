package dev.nn.kernel;

/** The number format in which a model keeps its weights; arithmetic, biases and activations are float32 always. */
public enum Precision {
    /** IEEE 754 binary32: the weights as they were trained. */
    F32,

    /**
     * bfloat16, the upper half of a float32: its range, 8 bits of precision. Rounding to it changes a weight by at most
     * 2⁻⁸ of its size, relative (half a unit of the last of 8 bits), and halves the memory that a prediction reads.
     */
    BF16;

    /** Largest relative change of a weight (of normal size) by this format: its unit roundoff. */
    public double unitRoundoff() {
        return this == F32 ? 0 : 0x1p-8;
    }

    /** The value of this format next to {@code value}, ties to even; NaN stays NaN. */
    public float round(float value) {
        return this == F32 ? value : Float.intBitsToFloat(bfloat16(value) << 16);
    }

    /** The 16 bits of the bfloat16 next to {@code value}, in the lower half; ties to even. */
    public static int bfloat16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) return bits >>> 16 | 0x40; // quiet: else a NaN with a low payload would become ∞
        return (bits + 0x7fff + (bits >>> 16 & 1)) >>> 16;
    }
}
