package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.expression.Expression;
import dev.nn.expression.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * The check of what {@link KnownFunctions} has found, by values: over the whole range of floats, densely around 0 and
 * around every constant of the formula. Where the formula overflows, it says nothing.
 */
final class Confirmation {
    /** Relative to the larger of 1 and the value: what rounding, operator by operator, may do. */
    private static final double TOLERANCE = 1e-5;

    private Confirmation() {}

    /** Whether an expression has an activation's values. */
    static boolean of(Expression expression, Activation activation) {
        List<Float> points = points(expression);
        int width = expression.in();
        float[] x = new float[width], registers = new float[expression.registers()];
        for (int from = 0; from < points.size(); from += width) {
            for (int j = 0; j < width; j++) x[j] = points.get(Math.min(from + j, points.size() - 1));
            expression.compute(x, 0, registers, 0);
            int y = expression.resultAt(0);
            for (int j = 0; j < width; j++) if (differ(activation.apply(x[j]), registers[y + j])) return false;
        }
        return true;
    }

    private static boolean differ(double expected, float found) {
        return Float.isFinite(found) && Math.abs(found - expected) > TOLERANCE * Math.max(1, Math.abs(expected));
    }

    private static List<Float> points(Expression expression) {
        List<Float> points = new ArrayList<>(List.of(0f, -0f));
        for (int exponent = -40; exponent <= 126; exponent += exponent >= -8 && exponent < 8 ? 1 : 6) {
            for (float m : new float[] {1, 1.21f, 1.47f, 1.78f}) addBoth(points, Math.scalb(m, exponent));
        }
        for (Operation operation : expression.operations()) {
            if (!(operation instanceof Operation.Constant constant)) continue;
            float c = constant.value(0);
            for (float near : new float[] {c, Math.nextUp(c), Math.nextDown(c), c * 1.001f, c * 0.999f, 1 / c}) {
                addBoth(points, near);
            }
        }
        return points;
    }

    private static void addBoth(List<Float> points, float x) {
        points.add(x);
        points.add(-x);
    }
}
