package dev.nn.format.onnx.evaluate;

import dev.nn.activation.Activation;
import dev.nn.activation.Selu;
import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.recognise.ActivationMatch;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * ONNX's elementwise operators in double precision, as functions of the elements of their inputs; booleans are 0 and 1.
 *
 * <p>There are more of them than networks here can have: they serve to find out what a group of nodes computes, see
 * {@link ActivationMatch}. <a href="https://onnx.ai/onnx/operators/">ONNX Operators</a>.
 */
public final class ScalarOperators {
    private ScalarOperators() {}

    /** The function of a node's operator, or null if it isn't an elementwise one. Inputs left out are NaN. */
    public static @Nullable ToDoubleFunction<double[]> of(OnnxNode node) throws DataFormatException {
        if (!node.domain().isEmpty()) return null;
        DoubleUnaryOperator unary = unary(node);
        ToDoubleFunction<double[]> function = unary != null
                ? x -> unary.applyAsDouble(x[0])
                : node.operator().equals("Clip") ? clip(node) : several(node.operator());
        int least = unary != null ? 1 : least(node.operator());
        if (function != null && node.inputs().size() < least) {
            throw node.wrong("%d inputs".formatted(least), node.inputs().size() + "");
        }
        return function;
    }

    private static int least(String operator) {
        return switch (operator) {
            case "Where" -> 3;
            case "Max", "Min", "Sum", "Not", "Clip" -> 1;
            default -> 2;
        };
    }

    /** The limits are inputs since opset 11, attributes before. */
    private static ToDoubleFunction<double[]> clip(OnnxNode node) throws DataFormatException {
        double min = node.number("min", Double.NEGATIVE_INFINITY), max = node.number("max", Double.POSITIVE_INFINITY);
        return x -> {
            double low = x.length > 1 && !Double.isNaN(x[1]) ? x[1] : min;
            double high = x.length > 2 && !Double.isNaN(x[2]) ? x[2] : max;
            return Math.min(Math.max(x[0], low), high);
        };
    }

    private static @Nullable ToDoubleFunction<double[]> several(String operator) {
        return switch (operator) {
            case "Add" -> x -> x[0] + x[1];
            case "Sub" -> x -> x[0] - x[1];
            case "Mul" -> x -> x[0] * x[1];
            case "Div" -> x -> x[0] / x[1];
            case "Pow" -> x -> Math.pow(x[0], x[1]);
            case "PRelu" -> x -> x[0] < 0 ? x[1] * x[0] : x[0];
            case "Max" -> x -> fold(x, Math::max);
            case "Min" -> x -> fold(x, Math::min);
            case "Sum" -> x -> fold(x, Double::sum);
            case "Greater" -> x -> bit(x[0] > x[1]);
            case "GreaterOrEqual" -> x -> bit(x[0] >= x[1]);
            case "Less" -> x -> bit(x[0] < x[1]);
            case "LessOrEqual" -> x -> bit(x[0] <= x[1]);
            case "Equal" -> x -> bit(x[0] == x[1]);
            case "And" -> x -> bit(x[0] != 0 && x[1] != 0);
            case "Or" -> x -> bit(x[0] != 0 || x[1] != 0);
            case "Not" -> x -> bit(x[0] == 0);
            case "Where" -> x -> x[0] != 0 ? x[1] : x[2];
            default -> null;
        };
    }

    private static double fold(double[] x, DoubleBinaryOperator operator) {
        double result = x[0];
        for (int i = 1; i < x.length; i++) result = operator.applyAsDouble(result, x[i]);
        return result;
    }

    private static double bit(boolean value) {
        return value ? 1 : 0;
    }

    private static @Nullable DoubleUnaryOperator unary(OnnxNode node) throws DataFormatException {
        return switch (node.operator()) {
            case "Abs" -> Math::abs;
            case "Neg" -> z -> -z;
            case "Exp" -> Math::exp;
            case "Log" -> Math::log;
            case "Sqrt" -> Math::sqrt;
            case "Reciprocal" -> z -> 1 / z;
            case "Sign" -> Math::signum;
            case "Erf" -> ScalarOperators::erf;
            case "Tanh" -> Math::tanh;
            case "Sigmoid" -> Activation.SIGMOID::apply;
            case "Softplus" -> Activation.SOFTPLUS::apply;
            case "Softsign" -> z -> z / (1 + Math.abs(z));
            case "Relu" -> Activation.RELU::apply;
            case "Mish" -> z -> z * Math.tanh(Activation.SOFTPLUS.apply(z));
            case "HardSwish" -> z -> z * Math.clamp(z / 6 + 0.5, 0, 1);
            default -> parametric(node);
        };
    }

    /** Operators with attributes; their default values are those of ONNX. */
    private static @Nullable DoubleUnaryOperator parametric(OnnxNode node) throws DataFormatException {
        return switch (node.operator()) {
            case "LeakyRelu" -> leaky(node.number("alpha", 0.01f));
            case "Elu" -> exponential(1, node.number("alpha", 1), 1);
            case "Celu" -> exponential(1, node.number("alpha", 1), node.number("alpha", 1));
            case "Selu" -> exponential(node.number("gamma", Selu.LAMBDA), node.number("alpha", Selu.ALPHA), 1);
            case "Gelu" -> gelu(node);
            case "Swish" -> swish(node.number("alpha", 1));
            case "ThresholdedRelu" -> above(node.number("alpha", 1));
            case "HardSigmoid" -> hardSigmoid(node.number("alpha", 0.2f), node.number("beta", 0.5));
            default -> null;
        };
    }

    private static DoubleUnaryOperator gelu(OnnxNode node) throws DataFormatException {
        String form = node.text("approximate", "none");
        return switch (form) {
            case "none" -> Activation.GELU::apply;
            case "tanh" -> Activation.GELU_TANH::apply;
            default -> throw node.wrong("attribute approximate to be none or tanh", OnnxNode.shortened(form));
        };
    }

    private static DoubleUnaryOperator leaky(double slope) {
        return z -> z < 0 ? slope * z : z;
    }

    /** Elu and its relatives. */
    private static DoubleUnaryOperator exponential(double gamma, double alpha, double width) {
        return z -> gamma * (z > 0 ? z : alpha * Math.expm1(z / width));
    }

    private static DoubleUnaryOperator swish(double alpha) {
        return z -> z * Activation.SIGMOID.apply(alpha * z);
    }

    private static DoubleUnaryOperator above(double threshold) {
        return z -> z > threshold ? z : 0;
    }

    private static DoubleUnaryOperator hardSigmoid(double slope, double middle) {
        return z -> Math.clamp(slope * z + middle, 0, 1);
    }

    /** erf(z) = 2Φ(√2 z) − 1 with Φ(x) = gelu(x) / x. */
    private static double erf(double z) {
        double x = Math.sqrt(2) * z;
        return x == 0 ? z : 2 * (Activation.GELU.apply(x) / x) - 1;
    }
}
