package dev.nn.format.onnx.recognise;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.evaluate.Broadcast;
import dev.nn.format.onnx.evaluate.RowShape;
import dev.nn.format.onnx.evaluate.ShapeInference;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that multiply each feature by a constant and add one: Add, Sub, Mul and Div with a constant, Neg, the
 * Scaler of scikit-learn's converter, and batch normalisation as in use.
 */
final class Scalings {
    private static final double[] ZERO = {0};
    private static final double[] ONE = {1};

    private Scalings() {}

    /** What the node does, or null if it is none of these, or its constants are no finite numbers. */
    static Step.@Nullable Scaling step(OnnxNode node, ShapeInference known) throws DataFormatException {
        Step.Scaling scaling = any(node, known);
        if (scaling == null) return null;
        boolean finite = Arrays.stream(scaling.scale()).allMatch(Double::isFinite)
                && Arrays.stream(scaling.shift()).allMatch(Double::isFinite);
        return finite ? scaling : null;
    }

    private static Step.@Nullable Scaling any(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape shape = known.rows(node.output());
        if (shape == null) return null;
        if (node.domain().equals(OnnxNode.ML)) return node.operator().equals("Scaler") ? scaler(node, shape) : null;
        if (node.is("BatchNormalization")) return batchNormalization(node, shape, known);
        if (node.is("Neg")) return new Step.Scaling(new double[] {-1}, ZERO);
        if (!node.is("Add", "Sub", "Mul", "Div") || node.inputs().size() != 2) return null;
        boolean first = known.rows(node.input(0)) != null;
        Constant constant = known.constant(node, first ? 1 : 0);
        if (constant == null) return null;
        double[] c = Broadcast.perFeature(node, shape, constant);
        return switch (node.operator()) {
            case "Add" -> new Step.Scaling(ONE, c);
            case "Sub" -> first ? new Step.Scaling(ONE, negated(c)) : new Step.Scaling(new double[] {-1}, c);
            case "Mul" -> new Step.Scaling(c, ZERO);
            default -> first ? new Step.Scaling(inverted(c), ZERO) : null;
        };
    }

    private static double[] negated(double[] values) {
        return Arrays.stream(values).map(value -> -value).toArray();
    }

    private static double[] inverted(double[] values) {
        return Arrays.stream(values).map(value -> 1 / value).toArray();
    }

    /** (x − offset) · scale. */
    private static Step.Scaling scaler(OnnxNode node, RowShape shape) throws DataFormatException {
        double[] offset = list(node, "offset", shape), scale = list(node, "scale", shape);
        double[] shift = new double[Math.max(offset.length, scale.length)];
        for (int i = 0; i < shift.length; i++) {
            shift[i] = -offset[offset.length == 1 ? 0 : i] * scale[scale.length == 1 ? 0 : i];
        }
        return new Step.Scaling(scale, shift);
    }

    private static double[] list(OnnxNode node, String attribute, RowShape shape) throws DataFormatException {
        float[] values = node.floats(attribute);
        if (values.length == 0 || !shape.isVector()) throw node.wrong("a list " + attribute, "none");
        return Broadcast.perFeature(
                node, checked(node, shape, values.length), Constant.of(new int[] {values.length}, values));
    }

    private static RowShape checked(OnnxNode node, RowShape shape, int length) throws DataFormatException {
        return Broadcast.shape(node, shape, Constant.of(new int[] {length}, new float[length]));
    }

    /** (x − mean) / √(variance + ε) · scale + bias, for each channel; channels are along axis 1. */
    private static Step.Scaling batchNormalization(OnnxNode node, RowShape shape, ShapeInference known)
            throws DataFormatException {
        boolean training = node.integer("training_mode", 0) != 0
                || node.outputs().stream().skip(1).anyMatch(output -> !output.isEmpty());
        if (training)
            throw node.wrong("batch normalisation as in use", "as in training, by the batch's own statistics");
        if (shape.batchAxis() != 0 || shape.rank() < 2) throw node.wrong("channels along axis 1", "shape " + shape);
        double[][] of = new double[4][];
        int[] aligned = new int[shape.rank() - 1];
        Arrays.fill(aligned, 1);
        for (int i = 0; i < 4; i++) {
            Constant c = known.constant(node, i + 1);
            if (c == null || c.rank() != 1) throw node.wrong("constants for each channel", "another input " + (i + 1));
            aligned[0] = c.count();
            Constant perChannel = c.reshaped(aligned.clone());
            of[i] = Broadcast.perFeature(node, Broadcast.shape(node, shape, perChannel), perChannel);
            if (of[i].length != of[0].length) throw node.wrong("as many values of each kind", "different numbers");
        }
        double epsilon = node.number("epsilon", 1e-5f);
        double[] scale = new double[of[0].length], shift = new double[scale.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = of[0][i] / Math.sqrt(of[3][i] + epsilon);
            shift[i] = of[1][i] - of[2][i] * scale[i];
        }
        return new Step.Scaling(scale, shift);
    }
}
