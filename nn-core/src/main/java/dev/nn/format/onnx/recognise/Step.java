package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;

/** One thing that a graph does to the features of a sample; layers are made of several. */
public sealed interface Step {
    /**
     * y = x·W + b.
     *
     * @param in features of x
     * @param out features of y
     * @param weights W, in × out, row-major
     * @param bias b
     */
    record Linear(int in, int out, float[] weights, double[] bias) implements Step {}

    /**
     * yᵢ = scaleᵢ · xᵢ + shiftᵢ.
     *
     * @param scale a factor for each feature, or one for all
     * @param shift a summand for each feature, or one for all
     */
    record Scaling(double[] scale, double[] shift) implements Step {
        int length() {
            return Math.max(scale.length, shift.length);
        }

        double scale(int i) {
            return scale[scale.length == 1 ? 0 : i];
        }

        double shift(int i) {
            return shift[shift.length == 1 ? 0 : i];
        }
    }

    /** yᵢ = act(xᵢ). */
    record Elementwise(Activation activation) implements Step {}

    /** Softmax of the features, or its logarithm. */
    record Softmax(boolean log) implements Step {}
}
