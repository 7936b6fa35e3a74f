package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxTensor;

/**
 * The types of tensors that depend on the input. They are computed as floats: integers may only go through operators for
 * which that makes no difference, which division, for instance, is not.
 */
final class RowTypes {
    private RowTypes() {}

    /** The type of a node's outputs. */
    static int after(OnnxNode node, ShapeInference known) throws DataFormatException {
        if (node.is("Cast")) return cast(node, (int) node.integer("to", 0), known);
        if (node.is("CastLike")) return cast(node, known.type(node.input(1)), known);
        int result = OnnxTensor.FLOAT;
        // The condition of Where has a type of its own.
        for (int i = node.is("Where") ? 1 : 0; i < node.inputs().size(); i++) {
            if (!node.has(i) || known.rows(node.input(i)) == null) continue;
            int type = known.type(node.input(i));
            if (!OnnxTensor.isFloating(type) && type != OnnxTensor.BOOL) result = type;
        }
        boolean integers = result != OnnxTensor.FLOAT;
        boolean classic = node.domain().equals(OnnxNode.ML);
        if (integers && !classic && !sameInFloats(node)) {
            throw node.wrong(
                    "floating-point numbers", "integers, which %s treats otherwise".formatted(node.operator()));
        }
        if (ElementwiseOperators.isLogical(node)) return OnnxTensor.BOOL;
        boolean truth = !integers && keepsType(node) && known.type(node.input(0)) == OnnxTensor.BOOL;
        return classic ? OnnxTensor.FLOAT : truth ? OnnxTensor.BOOL : result;
    }

    private static boolean keepsType(OnnxNode node) {
        return node.is("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose")
                || ColumnOperators.is(node);
    }

    private static boolean sameInFloats(OnnxNode node) {
        return keepsType(node)
                || ElementwiseOperators.isLogical(node)
                || node.is("Add", "Sub", "Mul", "Neg", "Abs", "Sign", "Max", "Min", "Sum", "Where", "Clip", "Shape");
    }

    private static int cast(OnnxNode node, int to, ShapeInference known) throws DataFormatException {
        int from = known.type(node.input(0));
        boolean wide = to == OnnxTensor.INT32 || to == OnnxTensor.INT64;
        if (OnnxTensor.isFloating(to) || to == OnnxTensor.BOOL || wide || to == from) return to;
        throw node.wrong("a cast to floating-point numbers, booleans, INT32 or INT64", "type " + to);
    }
}
