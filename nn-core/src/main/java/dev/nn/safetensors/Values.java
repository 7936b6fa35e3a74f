package dev.nn.safetensors;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** The conversion of a tensor's bytes, little-endian and at any address, to arrays of Java's numbers. */
final class Values {
    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Values that are converted at a time: they stay in the cache. */
    private static final int CHUNK = 2048;

    private Values() {}

    /** Reads {@code count} values as floats; those of F64 are rounded. */
    static void read(MemorySegment bytes, TensorType type, float[] to, int at, int count) {
        switch (type) {
            case F32 -> MemorySegment.copy(bytes, FLOAT, 0, to, at, count);
            case F64 -> {
                double[] chunk = new double[Math.min(CHUNK, count)];
                for (int from = 0; from < count; from += chunk.length) {
                    int n = Math.min(chunk.length, count - from);
                    MemorySegment.copy(bytes, DOUBLE, (long) from * Double.BYTES, chunk, 0, n);
                    for (int i = 0; i < n; i++) to[at + from + i] = (float) chunk[i];
                }
            }
            case F16, BF16 -> {
                short[] chunk = new short[Math.min(CHUNK, count)];
                for (int from = 0; from < count; from += chunk.length) {
                    int n = Math.min(chunk.length, count - from);
                    MemorySegment.copy(bytes, SHORT, (long) from * Short.BYTES, chunk, 0, n);
                    if (type == TensorType.F16) {
                        for (int i = 0; i < n; i++) to[at + from + i] = Float.float16ToFloat(chunk[i]);
                    } else {
                        for (int i = 0; i < n; i++) to[at + from + i] = Float.intBitsToFloat(chunk[i] << 16);
                    }
                }
            }
            default -> throw new IllegalArgumentException(type + " is not read as float");
        }
    }

    /** Reads values of F64. */
    static double[] doubles(MemorySegment bytes, int count) {
        double[] values = new double[count];
        MemorySegment.copy(bytes, DOUBLE, 0, values, 0, count);
        return values;
    }
}
