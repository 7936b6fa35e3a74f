package dev.nn.format.onnx.evaluate;

import static dev.nn.expression.Operator.ABS;
import static dev.nn.expression.Operator.ADD;
import static dev.nn.expression.Operator.DIV;
import static dev.nn.expression.Operator.EQUAL;
import static dev.nn.expression.Operator.EXP;
import static dev.nn.expression.Operator.GREATER;
import static dev.nn.expression.Operator.IS_INFINITE;
import static dev.nn.expression.Operator.LESS;
import static dev.nn.expression.Operator.MAX;
import static dev.nn.expression.Operator.MIN;
import static dev.nn.expression.Operator.MUL;
import static dev.nn.expression.Operator.NEG;
import static dev.nn.expression.Operator.REMAINDER;
import static dev.nn.expression.Operator.SIGMOID;
import static dev.nn.expression.Operator.SOFTPLUS;
import static dev.nn.expression.Operator.SUB;
import static dev.nn.expression.Operator.TANH;
import static dev.nn.expression.Operator.WHERE;

import dev.nn.activation.Activation;
import dev.nn.activation.Selu;
import dev.nn.data.DataFormatException;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operator;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.Map;
import java.util.Set;

/**
 * ONNX's elementwise operators as expressions of their inputs, for constants and for rows alike.
 *
 * <p><a href="https://onnx.ai/onnx/operators/">ONNX Operators</a>
 */
public final class ElementwiseOperators {
    /** What an operator's input is that the node leaves out, and the result for a node that is something else. */
    public static final int NONE = -1;

    /** Operators that are one of ours. */
    private static final Map<String, Operator> SAME = Map.ofEntries(
            Map.entry("Add", ADD),
            Map.entry("Sub", SUB),
            Map.entry("Mul", MUL),
            Map.entry("Div", DIV),
            Map.entry("Pow", Operator.POW),
            Map.entry("Greater", GREATER),
            Map.entry("GreaterOrEqual", Operator.GREATER_OR_EQUAL),
            Map.entry("Less", LESS),
            Map.entry("LessOrEqual", Operator.LESS_OR_EQUAL),
            Map.entry("Equal", EQUAL),
            Map.entry("And", Operator.AND),
            Map.entry("Or", Operator.OR),
            Map.entry("Xor", Operator.XOR),
            Map.entry("Not", Operator.NOT),
            Map.entry("Where", WHERE),
            Map.entry("Abs", ABS),
            Map.entry("Neg", NEG),
            Map.entry("Exp", EXP),
            Map.entry("Log", Operator.LOG),
            Map.entry("Sqrt", Operator.SQRT),
            Map.entry("Sign", Operator.SIGN),
            Map.entry("Floor", Operator.FLOOR),
            Map.entry("Ceil", Operator.CEIL),
            Map.entry("Round", Operator.ROUND),
            Map.entry("Sin", Operator.SIN),
            Map.entry("Cos", Operator.COS),
            Map.entry("Atan", Operator.ATAN),
            Map.entry("Erf", Operator.ERF),
            Map.entry("Tanh", TANH),
            Map.entry("Sigmoid", SIGMOID),
            Map.entry("Softplus", SOFTPLUS),
            Map.entry("IsNaN", Operator.IS_NAN));

    /** Operators that are made of several of ours. */
    private static final Set<String> OTHERS = Set.of(
            "Reciprocal",
            "IsInf",
            "Mod",
            "Max",
            "Min",
            "Sum",
            "Mean",
            "Clip",
            "Relu",
            "PRelu",
            "LeakyRelu",
            "ThresholdedRelu",
            "Elu",
            "Celu",
            "Selu",
            "Gelu",
            "Swish",
            "Mish",
            "Softsign",
            "HardSigmoid",
            "HardSwish",
            "Shrink");

    private static final Set<String> CLASSIC = Set.of("Binarizer", "Scaler", "Imputer");
    private static final Set<String> MICROSOFT = Set.of("Gelu", "BiasGelu", "FastGelu", "QuickGelu");

    private final OnnxNode node;
    private final ExpressionBuilder b;
    private final int[] x;

    private ElementwiseOperators(OnnxNode node, ExpressionBuilder b, int[] x) {
        this.node = node;
        this.b = b;
        this.x = x;
    }

    /** Whether a node is an elementwise operator. */
    public static boolean is(OnnxNode node) {
        return switch (node.domain()) {
            case "" -> SAME.containsKey(node.operator()) || OTHERS.contains(node.operator());
            case OnnxNode.ML -> CLASSIC.contains(node.operator());
            case OnnxNode.MICROSOFT -> MICROSOFT.contains(node.operator());
            default -> false;
        };
    }

    /** Whether a node's result is true or false. */
    static boolean isLogical(OnnxNode node) {
        return node.is(
                "Greater",
                "GreaterOrEqual",
                "Less",
                "LessOrEqual",
                "Equal",
                "And",
                "Or",
                "Xor",
                "Not",
                "IsNaN",
                "IsInf");
    }

    /**
     * Adds what a node computes.
     *
     * @param inputs the node's inputs, {@link #NONE} for those left out
     * @return the result, or {@link #NONE} if the node's operator is no elementwise one
     */
    public static int add(OnnxNode node, ExpressionBuilder to, int[] inputs) throws DataFormatException {
        ElementwiseOperators operators = new ElementwiseOperators(node, to, inputs);
        return switch (node.domain()) {
            case "" -> operators.standard();
            case OnnxNode.ML -> operators.classic();
            case OnnxNode.MICROSOFT -> operators.microsoft();
            default -> NONE;
        };
    }

    private int standard() throws DataFormatException {
        Operator same = SAME.get(node.operator());
        if (same != null) {
            int[] arguments = new int[same.arity()];
            for (int i = 0; i < arguments.length; i++) arguments[i] = x(i);
            return b.apply(same, arguments);
        }
        return switch (node.operator()) {
            case "Reciprocal" -> b.apply(DIV, b.number(1), x(0));
            case "IsInf" -> infinite();
            case "Mod" -> remainder();
            case "Max" -> folded(MAX);
            case "Min" -> folded(MIN);
            case "Sum" -> folded(ADD);
            case "Mean" -> b.apply(DIV, folded(ADD), b.number(x.length));
            case "Clip" -> clip();
            default -> activation();
        };
    }

    /** Activations, with attributes whose default values are those of ONNX. */
    private int activation() throws DataFormatException {
        return switch (node.operator()) {
            case "Relu" -> above(x(0));
            case "PRelu" -> b.apply(ADD, above(x(0)), b.apply(MUL, x(1), below(x(0))));
            case "LeakyRelu" -> b.apply(ADD, above(x(0)), times(node.number("alpha", 0.01f), below(x(0))));
            case "ThresholdedRelu" ->
                b.apply(WHERE, b.apply(GREATER, x(0), b.number(node.number("alpha", 1))), x(0), b.number(0));
            case "Elu" -> exponential(1, node.number("alpha", 1), 1);
            case "Celu" -> exponential(1, node.number("alpha", 1), node.number("alpha", 1));
            case "Selu" -> exponential(node.number("gamma", Selu.LAMBDA), node.number("alpha", Selu.ALPHA), 1);
            case "Gelu" -> gelu(x(0));
            case "Swish" -> swish(node.number("alpha", 1));
            case "Mish" -> b.apply(Activation.MISH, x(0));
            case "Softsign" -> b.apply(DIV, x(0), b.apply(ADD, b.number(1), b.apply(ABS, x(0))));
            case "HardSigmoid" -> hardSigmoid(node.number("alpha", 0.2f), node.number("beta", 0.5));
            case "HardSwish" -> b.apply(Activation.HARD_SWISH, x(0));
            case "Shrink" -> shrink(node.number("lambd", 0.5), node.number("bias", 0));
            default -> NONE;
        };
    }

    private int classic() throws DataFormatException {
        return switch (node.operator()) {
            case "Binarizer" -> b.apply(GREATER, x(0), b.number(node.number("threshold", 0)));
            case "Scaler" -> b.apply(MUL, b.apply(SUB, x(0), list("offset")), list("scale"));
            case "Imputer" -> imputed();
            default -> NONE;
        };
    }

    private int microsoft() throws DataFormatException {
        return switch (node.operator()) {
            case "Gelu" -> b.apply(Activation.GELU, x(0));
            case "BiasGelu" -> b.apply(Activation.GELU, b.apply(ADD, x(0), x(1)));
            case "FastGelu" ->
                b.apply(Activation.GELU_TANH, x.length > 1 && x[1] != NONE ? b.apply(ADD, x(0), x(1)) : x(0));
            case "QuickGelu" -> swish(node.number("alpha", 1.702f));
            default -> NONE;
        };
    }

    private int x(int i) throws DataFormatException {
        if (i < x.length && x[i] != NONE) return x[i];
        throw node.wrong("%d inputs".formatted(i + 1), "input %d left out".formatted(i));
    }

    private int times(double factor, int argument) {
        return b.apply(MUL, b.number(factor), argument);
    }

    /** max(z, 0). */
    private int above(int z) {
        return b.apply(MAX, z, b.number(0));
    }

    /** min(z, 0). */
    private int below(int z) {
        return b.apply(MIN, z, b.number(0));
    }

    private int folded(Operator operator) throws DataFormatException {
        int result = x(0);
        for (int i = 1; i < x.length; i++) result = b.apply(operator, result, x(i));
        return result;
    }

    private int infinite() throws DataFormatException {
        if (node.integer("detect_negative", 1) != 1 || node.integer("detect_positive", 1) != 1) {
            throw node.wrong("both infinities to be detected", "one");
        }
        return b.apply(IS_INFINITE, x(0));
    }

    private int remainder() throws DataFormatException {
        if (node.integer("fmod", 0) != 1) throw node.wrong("fmod to be 1 for floating-point numbers", "0");
        return b.apply(REMAINDER, x(0), x(1));
    }

    /** The limits are inputs since opset 11, attributes before. */
    private int clip() throws DataFormatException {
        double min = node.number("min", Double.NEGATIVE_INFINITY), max = node.number("max", Double.POSITIVE_INFINITY);
        int low = x.length > 1 && x[1] != NONE ? x[1] : Double.isInfinite(min) ? NONE : b.number(min);
        int high = x.length > 2 && x[2] != NONE ? x[2] : Double.isInfinite(max) ? NONE : b.number(max);
        int result = low == NONE ? x(0) : b.apply(MAX, x(0), low);
        return high == NONE ? result : b.apply(MIN, result, high);
    }

    /** Elu and its relatives: γ · (max(z, 0) + α · (e^(min(z, 0) / width) − 1)). */
    private int exponential(double gamma, double alpha, double width) throws DataFormatException {
        int negative = width == 1 ? below(x(0)) : b.apply(DIV, below(x(0)), b.number(width));
        int curve = b.apply(SUB, b.apply(EXP, negative), b.number(1));
        int sum = b.apply(ADD, above(x(0)), alpha == 1 ? curve : times(alpha, curve));
        return gamma == 1 ? sum : times(gamma, sum);
    }

    private int gelu(int z) throws DataFormatException {
        String form = node.text("approximate", "none");
        return switch (form) {
            case "none" -> b.apply(Activation.GELU, z);
            case "tanh" -> b.apply(Activation.GELU_TANH, z);
            default -> throw node.wrong("attribute approximate to be none or tanh", OnnxNode.shortened(form));
        };
    }

    private int swish(double alpha) throws DataFormatException {
        return b.apply(MUL, x(0), b.apply(SIGMOID, alpha == 1 ? x(0) : times(alpha, x(0))));
    }

    private int hardSigmoid(double slope, double middle) throws DataFormatException {
        int line = b.apply(ADD, times(slope, x(0)), b.number(middle));
        return b.apply(MIN, above(line), b.number(1));
    }

    private int shrink(double limit, double bias) throws DataFormatException {
        int right = b.apply(
                WHERE, b.apply(GREATER, x(0), b.number(limit)), b.apply(SUB, x(0), b.number(bias)), b.number(0));
        return b.apply(WHERE, b.apply(LESS, x(0), b.number(-limit)), b.apply(ADD, x(0), b.number(bias)), right);
    }

    /** Missing values, which are NaN or a number, replaced by one for all columns or one for each. */
    private int imputed() throws DataFormatException {
        double missing = node.number("replaced_value_float", 0);
        int isMissing =
                Double.isNaN(missing) ? b.apply(Operator.IS_NAN, x(0)) : b.apply(EQUAL, x(0), b.number(missing));
        return b.apply(WHERE, isMissing, list("imputed_value_floats"), x(0));
    }

    /** An attribute with one value for all columns or one for each. */
    private int list(String attribute) throws DataFormatException {
        float[] values = node.floats(attribute);
        int width = b.width(x(0));
        boolean fits = values.length == 1 || values.length == width;
        if (!fits) {
            throw node.wrong("1 or %d floats as attribute %s".formatted(width, attribute), values.length + "");
        }
        return b.constant(values);
    }
}
