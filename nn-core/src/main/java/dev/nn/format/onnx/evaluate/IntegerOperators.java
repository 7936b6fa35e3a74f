package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** ONNX's elementwise operators on integers and booleans: division cuts towards zero, as in C. */
final class IntegerOperators {
    private IntegerOperators() {}

    /** The result of a node for one element of each input; null if it isn't one of these operators. */
    static @Nullable Long apply(OnnxNode node, long[] x) throws DataFormatException {
        LongBinaryOperator folded = switch (node.operator()) {
            case "Add", "Sum" -> Long::sum;
            case "Max" -> Math::max;
            case "Min" -> Math::min;
            default -> null;
        };
        if (folded != null) {
            long result = x[0];
            for (int i = 1; i < x.length; i++) result = folded.applyAsLong(result, x[i]);
            return result;
        }
        return x.length == 1 ? unary(node, x[0]) : x.length == 2 ? binary(node, x[0], x[1]) : ternary(node, x);
    }

    private static @Nullable Long unary(OnnxNode node, long a) {
        return switch (node.operator()) {
            case "Neg" -> -a;
            case "Abs" -> Math.abs(a);
            case "Sign" -> (long) Long.signum(a);
            case "Not" -> bit(a == 0);
            case "Relu" -> Math.max(a, 0);
            default -> null;
        };
    }

    private static @Nullable Long binary(OnnxNode node, long a, long b) throws DataFormatException {
        return switch (node.operator()) {
            case "Sub" -> a - b;
            case "Mul" -> a * b;
            case "Div" -> a / divisor(node, b);
            case "Mod" ->
                node.integer("fmod", 0) != 0 ? a % divisor(node, b) : (Long) Math.floorMod(a, divisor(node, b));
            case "Pow" -> power(node, a, b);
            case "Greater" -> bit(a > b);
            case "GreaterOrEqual" -> bit(a >= b);
            case "Less" -> bit(a < b);
            case "LessOrEqual" -> bit(a <= b);
            case "Equal" -> bit(a == b);
            case "And" -> bit(a != 0 && b != 0);
            case "Or" -> bit(a != 0 || b != 0);
            case "Xor" -> bit((a != 0) != (b != 0));
            case "Clip" -> Math.max(a, b);
            default -> null;
        };
    }

    private static @Nullable Long ternary(OnnxNode node, long[] x) {
        if (x.length != 3) return null;
        return switch (node.operator()) {
            case "Where" -> x[0] != 0 ? x[1] : x[2];
            case "Clip" -> Math.min(Math.max(x[0], x[1]), x[2]);
            default -> null;
        };
    }

    private static long divisor(OnnxNode node, long b) throws DataFormatException {
        if (b == 0) throw node.wrong("a divisor other than 0", "0");
        return b;
    }

    private static long power(OnnxNode node, long a, long b) throws DataFormatException {
        if (b < 0 || b > 63) throw node.wrong("an exponent from 0 to 63", b + "");
        long result = 1;
        for (long i = 0; i < b; i++) result *= a;
        return result;
    }

    private static long bit(boolean value) {
        return value ? 1 : 0;
    }
}
