package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;

/** The values of a sparse tensor among its zeros. */
final class SparseData {
    private SparseData() {}

    /** The tensor of that shape; the caller has made sure that it may be so large. */
    static Constant filled(OnnxTensor tensor, int[] shape, Constant values, Constant indices)
            throws DataFormatException {
        int count = 1;
        for (int size : shape) count = Math.multiplyExact(count, size);
        boolean linear = indices.rank() == 1 && indices.count() == values.count();
        boolean byAxis =
                indices.rank() == 2 && indices.shape()[0] == values.count() && indices.shape()[1] == shape.length;
        if (values.isInteger() || (!linear && !byAxis)) {
            throw TensorDecoder.wrong(tensor, "floats, and an index or one for each axis for each of them", "others");
        }
        float[] filled = new float[count];
        for (int i = 0; i < values.count(); i++) {
            long place = linear ? indices.integer(i) : place(shape, indices, i);
            if (place < 0 || place >= count) {
                throw TensorDecoder.wrong(tensor, "indices of %d values".formatted(count), "another one");
            }
            filled[(int) place] = (float) values.value(i);
        }
        return Constant.of(shape, filled);
    }

    /** −1 for one that lies outside. */
    private static long place(int[] shape, Constant indices, int i) {
        long place = 0;
        for (int d = 0; d < shape.length; d++) {
            long at = indices.integer(i * shape.length + d);
            if (at < 0 || at >= shape[d]) return -1;
            place = place * shape[d] + at;
        }
        return place;
    }
}
