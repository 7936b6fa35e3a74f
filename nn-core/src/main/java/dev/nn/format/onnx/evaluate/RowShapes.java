package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import org.jspecify.annotations.Nullable;

/** The shapes of tensors that depend on the input, by the rules of the operators that networks are made of. */
public final class RowShapes {
    private RowShapes() {}

    /** The shape of the output of a node of which at least one input depends on the graph's. */
    public static RowShape after(OnnxNode node, ShapeInference known) throws DataFormatException {
        if (node.is("Gemm", "MatMul")) return MatrixProduct.shape(node, known);
        if (node.is("Concat")) return concat(node, known);
        if (PassThrough.is(node)) return PassThrough.checked(node, known.shapeOf(node, 0));
        boolean scaler = node.domain().equals(OnnxNode.ML) && node.operator().equals("Scaler");
        if (scaler || node.is("BatchNormalization")) return known.shapeOf(node, 0);
        if (RowOperators.is(node)) return RowOperators.shape(node, known);
        if (known.rows(node.input(0)) != null) {
            RowShape shaped = ShapeOperators.shape(node, known.shapeOf(node, 0), known.constant(node, 1));
            if (shaped != null) return shaped;
        }
        if (ScalarOperators.of(node) == null) throw node.unsupported();
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
        if (a.isVector() && a.features() == 1 && b.isVector() && a.matches(b.withLast(1))) return b;
        if (b.isVector() && b.features() == 1 && a.isVector() && b.matches(a.withLast(1))) return a;
        throw node.wrong("tensors of one shape", a + " and " + b);
    }

    /** Single values of a sample, put side by side. */
    private static RowShape concat(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape first = null;
        for (String input : node.inputs()) {
            RowShape rows = known.rows(input);
            if (rows == null || !rows.isVector() || rows.features() != 1) throw node.unsupported();
            first = rows;
        }
        if (first == null || ShapeOperators.axis(node, node.integer("axis", 1), first.rank()) != first.last()) {
            throw node.unsupported();
        }
        return first.withLast(node.inputs().size());
    }

    /** The shape of a node's only input that depends on the graph's; null if there are none or several. */
    public static @Nullable RowShape only(OnnxNode node, ShapeInference known) {
        RowShape only = null;
        for (String input : node.inputs()) {
            RowShape rows = known.rows(input);
            if (rows == null) continue;
            if (only != null) return null;
            only = rows;
        }
        return only;
    }
}
