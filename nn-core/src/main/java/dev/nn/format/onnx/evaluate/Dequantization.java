package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** DequantizeLinear of a constant, (q − zero point) · scale, with one scale, one for each place along an axis, or blocks. */
final class Dequantization {
    private Dequantization() {}

    static Constant of(OnnxNode node, Constant q, Constant scale, @Nullable Constant zero) throws DataFormatException {
        if (!q.isInteger() || scale.isInteger() || (zero != null && zero.count() != scale.count())) {
            throw node.wrong("integers, scales that are floats, and as many zero points", "others");
        }
        float[] values = new float[q.count()];
        if (scale.count() == 1) {
            for (int e = 0; e < values.length; e++) values[e] = value(q, e, scale, zero, 0);
            return Constant.of(q.shape(), values);
        }
        int axis = ShapeOperators.axis(node, node.integer("axis", 1), q.rank());
        int size = q.shape()[axis], inner = 1;
        for (int d = axis + 1; d < q.rank(); d++) inner *= q.shape()[d];
        int block = (int) Math.clamp(node.integer("block_size", 0), 0L, Integer.MAX_VALUE);
        int[] expected = q.shape().clone();
        if (block > 0) expected[axis] = (size + block - 1) / block;
        boolean fits = block > 0 ? Arrays.equals(scale.shape(), expected) : scale.rank() == 1 && scale.count() == size;
        if (!fits) throw node.wrong("a scale for each place along axis " + axis, Arrays.toString(scale.shape()));
        for (int e = 0; e < values.length; e++) {
            int place = e / inner % size, outer = e / (inner * size);
            int s = block > 0 ? (outer * expected[axis] + place / block) * inner + e % inner : place;
            values[e] = value(q, e, scale, zero, s);
        }
        return Constant.of(q.shape(), values);
    }

    private static float value(Constant q, int e, Constant scale, @Nullable Constant zero, int s) {
        return (float) ((q.integer(e) - (zero == null ? 0 : zero.integer(s))) * scale.value(s));
    }
}
