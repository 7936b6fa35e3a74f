package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.ElementwiseOperators;
import dev.nn.format.onnx.evaluate.LinearModel;
import dev.nn.format.onnx.evaluate.MatrixProduct;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;

/** The number of features of an input of which the file doesn't say it: what the first weights or constants fit. */
public final class InputWidth {
    private static final long UNKNOWN = OnnxValue.UNKNOWN;

    private InputWidth() {}

    /** The input's shape with the sizes that follow from the graph; the same shape if none do. */
    public static RowShape of(ShapeInference known, RowShape input) throws DataFormatException {
        long features = features(known);
        int unknown = -1;
        long others = 1;
        for (int d = 0; d < input.rank(); d++) {
            if (d == input.batchAxis()) continue;
            if (input.dims()[d] != UNKNOWN) others *= input.dims()[d];
            else if (unknown >= 0) return input;
            else unknown = d;
        }
        if (features < 1 || unknown < 0 || others < 1 || features % others != 0) return input;
        return input.with(unknown, features / others);
    }

    private static long features(ShapeInference known) throws DataFormatException {
        for (OnnxNode node : known.rowNodes()) {
            if (MatrixProduct.is(node)) return MatrixProduct.of(node, known).in();
            if (LinearModel.is(node))
                return LinearModel.of(node, known.shapeOf(node, 0)).in();
            RowShape shape = known.rows(node.output());
            boolean same = ElementwiseOperators.is(node) || node.is("BatchNormalization");
            if (same && shape != null && shape.features() != UNKNOWN) return shape.features();
        }
        return UNKNOWN;
    }
}
