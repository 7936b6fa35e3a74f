package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.Broadcast;
import dev.nn.format.onnx.evaluate.LinearModel;
import dev.nn.format.onnx.evaluate.MatrixProduct;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import org.jspecify.annotations.Nullable;

/** The linear maps that Gemm and MatMul with constant weights are. */
final class Products {
    private Products() {}

    /** Whether a node multiplies by weights. */
    static boolean isLinear(OnnxNode node) {
        return MatrixProduct.is(node) || LinearModel.is(node);
    }

    /** The linear map, or null if the node is no product. */
    static Step.@Nullable Linear step(OnnxNode node, ShapeInference known) throws DataFormatException {
        if (!MatrixProduct.is(node)) return null;
        MatrixProduct factors = MatrixProduct.of(node, known);
        int in = factors.in(), out = factors.out();
        known.spend(node, (long) in * out);
        double alpha = node.is("MatMul") ? 1 : node.number("alpha", 1);
        float[] stored = factors.weights().toFloats();
        boolean inOut = factors.rowsFirst() != factors.turned();
        float[] weights = new float[stored.length];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                weights[i * out + j] = (float) (alpha * stored[inOut ? i * out + j : j * in + i]);
            }
        }
        double[] bias = new double[out];
        Constant c = MatrixProduct.summand(node, known);
        if (c != null) {
            double beta = node.number("beta", 1);
            RowShape shape = known.rows(node.output());
            if (shape == null) throw node.unsupported();
            double[] values = Broadcast.perFeature(node, shape, c);
            for (int j = 0; j < out; j++) bias[j] = beta * values[values.length == 1 ? 0 : j];
        }
        return new Step.Linear(in, out, weights, bias);
    }
}
