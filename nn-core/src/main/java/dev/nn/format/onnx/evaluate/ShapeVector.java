package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.Arrays;

/** Shapes as tensors: what Shape makes, and what other operators take as a shape. */
public final class ShapeVector {
    private ShapeVector() {}

    /** The output of Shape for a tensor that depends on the input: the batch size stays a name. */
    public static Constant of(OnnxNode node, RowShape shape) throws DataFormatException {
        long[] dims = shape.dims().clone();
        for (int d = 0; d < dims.length; d++) {
            if (d == shape.batchAxis()) dims[d] = Constant.BATCH;
            else if (dims[d] == OnnxValue.UNKNOWN) throw node.wrong("known features", "shape " + shape);
        }
        return slice(node, dims);
    }

    /** The part between the attributes start and end (opset 15). */
    public static Constant slice(OnnxNode node, long[] dims) throws DataFormatException {
        int from = clamped(node.integer("start", 0), dims.length);
        int to = Math.max(from, clamped(node.integer("end", dims.length), dims.length));
        return Constant.of(new int[] {to - from}, Arrays.copyOfRange(dims, from, to));
    }

    /** A start or end as Slice understands it: from the end if negative, cut to what is there. */
    public static int clamped(long place, int size) {
        return (int) Math.clamp(place < 0 ? place + size : place, 0L, size);
    }

    /**
     * Dimensions as ints.
     *
     * @param most elements that the tensor may have
     */
    public static int[] sizes(OnnxNode node, long[] dims, long most) throws DataFormatException {
        if (dims.length > 16) throw node.wrong("at most 16 dimensions", dims.length + "");
        int[] sizes = new int[dims.length];
        long count = 1;
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] < 0 || dims[d] > Integer.MAX_VALUE)
                throw node.wrong("dimensions from 0 to 2³¹ − 1", dims[d] + "");
            sizes[d] = (int) dims[d];
            count *= sizes[d];
            if (count > Math.min(most, Integer.MAX_VALUE)) {
                throw node.wrong("at most %d values".formatted(most), "shape " + Arrays.toString(dims));
            }
        }
        return sizes;
    }
}
