package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;

/**
 * LinearClassifier and LinearRegressor of ai.onnx.ml: x·Wᵀ + b, the rows of W one behind the other in an attribute.
 *
 * @param in features
 * @param coefficients W, out × in
 * @param intercepts b
 */
public record LinearModel(int in, float[] coefficients, float[] intercepts) {
    private static final String CLASSIFIER = "LinearClassifier";

    public static boolean is(OnnxNode node) {
        return node.domain().equals(OnnxNode.ML)
                && (node.operator().equals(CLASSIFIER) || node.operator().equals("LinearRegressor"));
    }

    /** The model of a node on rows of that shape. */
    public static LinearModel of(OnnxNode node, RowShape shape) throws DataFormatException {
        float[] coefficients = node.floats("coefficients"), intercepts = node.floats("intercepts");
        boolean classifier = node.operator().equals(CLASSIFIER);
        int out = intercepts.length > 0 ? intercepts.length : classifier ? 0 : (int) node.integer("targets", 1);
        int in = out < 1 ? 0 : coefficients.length / out;
        boolean fits = in > 0 && coefficients.length == in * out && shape.isVector();
        long features = shape.features();
        if (!fits || (features >= 0 && features != in)) {
            throw node.wrong(
                    "coefficients for each feature of " + shape + " and an intercept for each row of them",
                    "%d coefficients and %d intercepts".formatted(coefficients.length, intercepts.length));
        }
        return new LinearModel(in, coefficients, intercepts.length > 0 ? intercepts : new float[out]);
    }

    public int out() {
        return intercepts.length;
    }

    static RowShape shape(OnnxNode node, RowShape shape) throws DataFormatException {
        LinearModel model = of(node, shape);
        // A single row of coefficients decides between two classes, each of which has a column.
        boolean pair = node.operator().equals(CLASSIFIER) && model.out() == 1;
        return shape.withLast(pair ? 2 : model.out());
    }
}
