package dev.nn.format.onnx.file;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A TensorProto of the file, its values not yet decoded: what nothing uses is never read.
 *
 * @param name of the tensor
 * @param type its data_type
 * @param dims its dimensions, as the file says
 * @param message where it stands
 * @param external where its values are if they are in another file: location, offset, length; else empty
 * @param sparse what a SparseTensorProto consists of; null for a tensor that isn't sparse
 */
public record OnnxTensor(
        String name,
        int type,
        long[] dims,
        ProtobufReader message,
        Map<String, String> external,
        @Nullable Sparse sparse) {
    /**
     * The values of a sparse tensor that are not zero.
     *
     * @param values the values, one dimension
     * @param indices for each its place in the tensor, or its place along each axis
     */
    public record Sparse(OnnxTensor values, OnnxTensor indices) {}

    public static final int FLOAT = 1;
    public static final int UINT8 = 2;
    public static final int INT8 = 3;
    public static final int UINT16 = 4;
    public static final int INT16 = 5;
    public static final int INT32 = 6;
    public static final int INT64 = 7;
    public static final int STRING = 8;
    public static final int BOOL = 9;
    public static final int FLOAT16 = 10;
    public static final int DOUBLE = 11;
    public static final int UINT32 = 12;
    public static final int UINT64 = 13;
    public static final int BFLOAT16 = 16;

    /** Values that a sparse tensor has when it is filled up with zeros; 0 for others, whose values are in the file. */
    public long sparseSize() {
        if (sparse == null) return 0;
        long size = 1;
        for (long dim : dims) size = dim < 0 || dim > Integer.MAX_VALUE ? Long.MAX_VALUE : saturated(size, dim);
        return size;
    }

    private static long saturated(long a, long b) {
        return Math.multiplyHigh(a, b) != 0 ? Long.MAX_VALUE : Math.max(a * b, 0);
    }

    /** Whether values of that type are floating-point numbers. */
    public static boolean isFloating(int type) {
        return type == FLOAT || type == FLOAT16 || type == DOUBLE || type == BFLOAT16;
    }

    /** Bytes of one value in raw_data; 0 for types that are not read here. */
    public static int size(int type) {
        return switch (type) {
            case UINT8, INT8, BOOL -> 1;
            case UINT16, INT16, FLOAT16, BFLOAT16 -> 2;
            case FLOAT, INT32, UINT32 -> 4;
            case DOUBLE, INT64, UINT64 -> 8;
            default -> 0;
        };
    }
}
