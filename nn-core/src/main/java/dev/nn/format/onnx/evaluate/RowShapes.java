package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;

/** The shapes of tensors that depend on the input, by the rules of the operators that networks are made of. */
final class RowShapes {
    private RowShapes() {}

    /** The shape of the output of a node of which at least one input depends on the graph's. */
    static RowShape after(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape ofImages = known.hasImages() ? ImageOperators.shape(node, known) : null;
        if (ofImages != null) return ofImages;
        if (MatrixProduct.is(node)) return MatrixProduct.shape(node, known);
        if (LinearModel.is(node)) return LinearModel.shape(node, known.shapeOf(node, 0));
        if (PassThrough.is(node)) {
            PassThrough.check(node, known.constant(node, 2));
            return known.shapeOf(node, 0);
        }
        if (node.is("BatchNormalization")) return known.shapeOf(node, 0);
        if (RowOperators.is(node)) return RowOperators.shape(node, known);
        if (node.inputs().size() > 0 && node.has(0) && known.rows(node.input(0)) != null) {
            RowShape shaped = ShapeOperators.shape(node, known.shapeOf(node, 0), known.constant(node, 1));
            if (shaped != null) return shaped;
        }
        if (!ElementwiseOperators.is(node)) throw node.unsupported();
        return elementwise(node, known);
    }

    private static RowShape elementwise(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape result = null;
        for (String input : node.inputs()) {
            RowShape rows = known.rows(input);
            if (rows != null) result = result == null ? rows : both(node, result, rows);
        }
        if (result == null) throw node.unsupported();
        for (int i = 0; i < node.inputs().size(); i++) {
            Constant constant = known.constant(node, i);
            if (constant != null) result = Broadcast.shape(node, result, constant);
        }
        return result;
    }

    /** The shape of a result of two tensors of the same samples, one of which may have a single value per sample. */
    private static RowShape both(OnnxNode node, RowShape a, RowShape b) throws DataFormatException {
        if (a.matches(b)) return a.features() == OnnxValue.UNKNOWN ? b : a;
        if (a.rank() == b.rank() && a.batchAxis() == b.batchAxis()) {
            if (a.features() == 1) return b;
            if (b.features() == 1) return a;
        }
        throw node.wrong("tensors of one shape", a + " and " + b);
    }
}
