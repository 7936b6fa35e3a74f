package dev.nn.format.onnx.file;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose values are known: row-major floats, or integers (booleans are 0 and 1). Double, half and bfloat16
 * values have become floats, as all weights here are.
 */
public final class Constant {
    /** Stands for the batch size in a tensor that holds a shape: nothing may be computed with it. */
    public static final long BATCH = Long.MIN_VALUE;

    private final int[] shape;
    private final int type;
    private final float @Nullable [] floats;
    private final long @Nullable [] integers;

    private Constant(int[] shape, int type, float @Nullable [] floats, long @Nullable [] integers) {
        this.shape = shape;
        this.type = type;
        this.floats = floats;
        this.integers = integers;
    }

    public static Constant of(int[] shape, float... values) {
        return new Constant(shape, OnnxTensor.FLOAT, values, null);
    }

    public static Constant of(int[] shape, long... values) {
        return ofType(shape, OnnxTensor.INT64, values);
    }

    /** Integers of one of ONNX's integer types, or booleans; what doesn't fit into the type wraps around. */
    public static Constant ofType(int[] shape, int type, long... values) {
        for (int i = 0; i < values.length; i++) values[i] = wrapped(type, values[i]);
        return new Constant(shape, type, null, values);
    }

    private static long wrapped(int type, long value) {
        return switch (type) {
            case OnnxTensor.BOOL -> value != 0 ? 1 : 0;
            case OnnxTensor.INT8 -> (byte) value;
            case OnnxTensor.UINT8 -> value & 0xff;
            case OnnxTensor.INT16 -> (short) value;
            case OnnxTensor.UINT16 -> value & 0xffff;
            case OnnxTensor.INT32 -> (int) value;
            case OnnxTensor.UINT32 -> value & 0xffff_ffffL;
            default -> value;
        };
    }

    /** The same values in another shape of the same size. */
    public Constant reshaped(int... newShape) {
        return new Constant(newShape, type, floats, integers);
    }

    public int[] shape() {
        return shape;
    }

    /** The type of its elements: {@link OnnxTensor#FLOAT} for all kinds of floats. */
    public int type() {
        return type;
    }

    public int rank() {
        return shape.length;
    }

    public int count() {
        return floats != null ? floats.length : integers != null ? integers.length : 0;
    }

    public boolean isInteger() {
        return integers != null;
    }

    public double value(int i) {
        return floats != null ? floats[i] : integers != null ? integers[i] : Double.NaN;
    }

    /** Element {@code i}; a float is cut to an integer. */
    public long integer(int i) {
        return integers != null ? integers[i] : floats != null ? (long) floats[i] : 0;
    }

    /** All elements as floats; not a copy if they are. */
    public float[] toFloats() {
        if (floats != null) return floats;
        float[] result = new float[count()];
        for (int i = 0; i < result.length; i++) result[i] = (float) value(i);
        return result;
    }

    /** All elements as integers; not a copy if they are. */
    public long[] toIntegers() {
        if (integers != null) return integers;
        long[] result = new long[count()];
        for (int i = 0; i < result.length; i++) result[i] = integer(i);
        return result;
    }

    /** Whether it holds at least one element and all are the same. */
    public boolean isUniform() {
        for (int i = 1; i < count(); i++) if (Double.compare(value(i), value(0)) != 0) return false;
        return count() > 0;
    }

    /** Whether an element is the {@link #BATCH batch size}. */
    public boolean namesBatch() {
        return integers != null && Arrays.stream(integers).anyMatch(value -> value == BATCH);
    }
}
