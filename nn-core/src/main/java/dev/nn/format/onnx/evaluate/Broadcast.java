package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.Arrays;

/**
 * Constants spread over the features of a sample, by the rule of numpy that ONNX uses: shapes are aligned at their last
 * axes, and an axis of size 1 is repeated.
 *
 * <p><a href="https://github.com/onnx/onnx/blob/main/docs/Broadcasting.md">ONNX: Broadcasting</a>
 */
public final class Broadcast {
    /** The most features over which a smaller constant is spread: files announce shapes of any size. */
    private static final long LIMIT = 1 << 20;

    private Broadcast() {}

    /**
     * The shape of the result of an operator on a tensor and a constant.
     *
     * @throws DataFormatException if the constant differs from sample to sample, or multiplies the features
     */
    public static RowShape shape(OnnxNode node, RowShape rows, Constant constant) throws DataFormatException {
        RowShape result = rows.withRank(constant.rank());
        int ahead = result.rank() - constant.rank();
        long[] dims = result.dims().clone();
        for (int d = 0; d < constant.rank(); d++) {
            int size = constant.shape()[d], axis = ahead + d;
            if (size == 1) continue;
            boolean fits = axis != result.batchAxis() && (size == dims[axis] || dims[axis] == OnnxValue.UNKNOWN);
            if (!fits) {
                throw node.wrong(
                        "a constant that fits the features of " + rows, "shape " + Arrays.toString(constant.shape()));
            }
            dims[axis] = size;
        }
        return new RowShape(dims, result.batchAxis());
    }

    /**
     * The constant's value for each feature, in the order of a sample in memory; only one if it is one for all.
     *
     * @param rows the shape of the result, as {@link #shape} gives it
     */
    public static double[] perFeature(OnnxNode node, RowShape rows, Constant constant) throws DataFormatException {
        if (constant.count() == 1) return new double[] {constant.value(0)};
        double[] values = new double[features(node, rows)];
        int ahead = rows.rank() - constant.rank();
        for (int i = 0; i < values.length; i++) {
            int rest = i, index = 0, stride = 1;
            for (int axis = rows.last(); axis >= 0; axis--) {
                int place = 0;
                if (axis != rows.batchAxis()) {
                    place = rest % (int) rows.dims()[axis];
                    rest /= (int) rows.dims()[axis];
                }
                if (axis < ahead) continue;
                int size = constant.shape()[axis - ahead];
                if (size > 1) index += place * stride;
                stride *= size;
            }
            values[i] = constant.value(index);
        }
        return values;
    }

    /** The number of features, if it is known and not too large to spread constants over them. */
    public static int features(OnnxNode node, RowShape rows) throws DataFormatException {
        long features = rows.features();
        if (features < 1 || features > LIMIT) {
            throw node.wrong("1 to %d features".formatted(LIMIT), "a tensor of shape " + rows);
        }
        return (int) features;
    }
}
