package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.expression.Expression;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operator;
import java.util.List;

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

        /** Adds it to an expression, for that line; returns the result. */
        public int add(ExpressionBuilder to, int line) {
            int product = isOne(scale) ? line : to.apply(Operator.MUL, line, to.constant(floats(scale)));
            return isZero(shift) ? product : to.apply(Operator.ADD, product, to.constant(floats(shift)));
        }

        private static boolean isOne(double[] values) {
            for (double value : values) if (value != 1) return false;
            return true;
        }

        private static boolean isZero(double[] values) {
            for (double value : values) if (value != 0) return false;
            return true;
        }

        private static float[] floats(double[] values) {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
            return floats;
        }
    }

    /** yᵢ = act(xᵢ). */
    record Elementwise(Activation activation) implements Step {}

    /** What has no other name, as the graph says it. */
    record Formula(Expression expression) implements Step {}

    /** The sum of two branches, each of steps in order; a branch without steps is what goes in. */
    record Sum(List<Step> branch, List<Step> shortcut) implements Step {}

    /** The results of branches side by side; a branch without steps is what goes in. */
    record Concat(List<List<Step>> branches) implements Step {}

    /** Softmax of the features, or its logarithm. */
    record Softmax(boolean log) implements Step {}
}
