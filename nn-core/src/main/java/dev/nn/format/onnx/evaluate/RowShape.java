package dev.nn.format.onnx.evaluate;

import dev.nn.format.onnx.file.OnnxValue;
import java.util.Arrays;

/**
 * The shape of a tensor that depends on the input: along one axis stand the samples of the batch, along the others the
 * features of a sample, row-major.
 *
 * @param dims sizes, {@link OnnxValue#UNKNOWN} for those that vary
 * @param batchAxis which of them counts the samples; −1 if there is one sample and no such axis
 */
public record RowShape(long[] dims, int batchAxis) {
    private static final long UNKNOWN = OnnxValue.UNKNOWN;

    /** The shape with the samples along the first axis and {@code features} along the second. */
    public static RowShape ofRows(long batch, long features) {
        return new RowShape(new long[] {batch, features}, 0);
    }

    public int rank() {
        return dims.length;
    }

    /** The last axis. */
    public int last() {
        return dims.length - 1;
    }

    /** Features of a sample, or {@link OnnxValue#UNKNOWN}; 2³¹ if there are as many or more. */
    public long features() {
        long product = 1;
        for (int d = 0; d < dims.length; d++) {
            if (d == batchAxis) continue;
            if (dims[d] == UNKNOWN) return UNKNOWN;
            product = Math.min(product * Math.min(dims[d], 1L << 31), 1L << 31);
        }
        return product;
    }

    /** Whether all features of a sample stand along the last axis. */
    public boolean isVector() {
        if (dims.length == 0 || batchAxis == last()) return false;
        for (int d = 0; d < last(); d++) if (d != batchAxis && dims[d] != 1) return false;
        return true;
    }

    /** This shape with another size along the last axis. */
    public RowShape withLast(long size) {
        long[] changed = dims.clone();
        changed[last()] = size;
        return new RowShape(changed, batchAxis);
    }

    /** This shape with another size along an axis. */
    public RowShape with(int axis, long size) {
        long[] changed = dims.clone();
        changed[axis] = size;
        return new RowShape(changed, batchAxis);
    }

    /** This shape without some of its axes, of which the batch axis is none. */
    public RowShape without(boolean[] dropped) {
        long[] kept = new long[rank()];
        int rank = 0, batch = -1;
        for (int d = 0; d < rank(); d++) {
            if (dropped[d]) continue;
            if (d == batchAxis) batch = rank;
            kept[rank++] = dims[d];
        }
        return new RowShape(Arrays.copyOf(kept, rank), batch);
    }

    /** This shape with axes of size 1 in front, so that it has at least {@code rank}, as broadcasting does. */
    public RowShape withRank(int rank) {
        int more = Math.max(0, rank - rank());
        long[] wider = new long[rank() + more];
        Arrays.fill(wider, 0, more, 1);
        System.arraycopy(dims, 0, wider, more, rank());
        return new RowShape(wider, batchAxis < 0 ? -1 : batchAxis + more);
    }

    /** Whether nothing but samples and axes of size 1 stands before the batch axis: rows are in order in memory. */
    public boolean isBatchFirst() {
        for (int d = 0; d < batchAxis; d++) if (dims[d] != 1) return false;
        return true;
    }

    /** Whether two tensors may have this and the other shape, as far as is known. */
    public boolean matches(RowShape other) {
        if (rank() != other.rank() || batchAxis != other.batchAxis) return false;
        for (int d = 0; d < rank(); d++) {
            if (d != batchAxis && dims[d] != other.dims[d] && dims[d] != UNKNOWN && other.dims[d] != UNKNOWN) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowShape shape && batchAxis == shape.batchAxis && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dims) + batchAxis;
    }

    /** For instance {@code [batch, 784]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int d = 0; d < dims.length; d++) {
            if (d > 0) text.append(", ");
            text.append(d == batchAxis ? "batch" : dims[d] == UNKNOWN ? "?" : Long.toString(dims[d]));
        }
        return text.append(']').toString();
    }
}
