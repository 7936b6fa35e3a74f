package dev.nn.safetensors;

/** The number formats that safetensors knows; values of F64, F32, F16 and BF16 can be read here. */
public enum TensorType {
    /** IEEE 754 binary64. */
    F64(64),
    I64(64),
    U64(64),
    /** A complex number of two F32. */
    C64(64),
    /** IEEE 754 binary32. */
    F32(32),
    I32(32),
    U32(32),
    /** The upper half of an F32. */
    BF16(16),
    /** IEEE 754 binary16. */
    F16(16),
    I16(16),
    U16(16),
    F8_E4M3(8),
    F8_E5M2(8),
    F8_E8M0(8),
    F8_E4M3FNUZ(8),
    F8_E5M2FNUZ(8),
    I8(8),
    U8(8),
    BOOL(8),
    F6_E2M3(6),
    F6_E3M2(6),
    F4(4);

    private final int bits;

    TensorType(int bits) {
        this.bits = bits;
    }

    /** Bits that a value occupies. */
    public int bits() {
        return bits;
    }

    /** Whether values can be read as floats. */
    public boolean isReadable() {
        return this == F64 || this == F32 || this == F16 || this == BF16;
    }
}
