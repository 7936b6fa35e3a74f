package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.LinearModel;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.List;

/** Linear models of ai.onnx.ml as steps. */
final class LinearModels {
    private LinearModels() {}

    static List<Step> steps(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape shape = known.rows(node.input(0));
        if (shape == null) throw node.unsupported();
        LinearModel model = LinearModel.of(node, shape);
        boolean classifier = node.operator().equals("LinearClassifier");
        String transform = node.text("post_transform", "NONE");
        Step.Linear linear = linear(model);
        if (transform.equals("NONE") && (!classifier || model.out() > 1)) return List.of(linear);
        if (transform.equals("SOFTMAX") && model.out() > 1) return List.of(linear, new Step.Softmax(false));
        if (transform.equals("LOGISTIC") && model.out() > 1) {
            return List.of(linear, new Step.Elementwise(Activation.SIGMOID));
        }
        if (transform.equals("LOGISTIC") && classifier) {
            // 1 − σ(z) and σ(z) are the softmax of 0 and z.
            return List.of(linear, new Step.Linear(1, 2, new float[] {0, 1}, new double[2]), new Step.Softmax(false));
        }
        throw node.wrong(
                "post_transform NONE, SOFTMAX or LOGISTIC for %d rows of coefficients".formatted(model.out()),
                OnnxNode.shortened(transform));
    }

    /** Whether a node is a classifier whose probabilities are a softmax. */
    static boolean endsInSoftmax(OnnxNode node) throws DataFormatException {
        return LinearModel.is(node) && node.text("post_transform", "NONE").equals("SOFTMAX");
    }

    /** Whether a node divides by the sum, as scikit-learn's converter does behind each classifier. */
    static boolean normalises(OnnxNode node) throws DataFormatException {
        return node.domain().equals(OnnxNode.ML)
                && node.operator().equals("Normalizer")
                && node.text("norm", "MAX").equals("L1");
    }

    private static Step.Linear linear(LinearModel model) {
        int in = model.in(), out = model.out();
        float[] weights = new float[in * out];
        double[] bias = new double[out];
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) weights[i * out + j] = model.coefficients()[j * in + i];
            bias[j] = model.intercepts()[j];
        }
        return new Step.Linear(in, out, weights, bias);
    }
}
