package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.OnnxNode;

/** The operators that mix the features of a sample without weights: softmax, and the reductions it is made of. */
public final class RowOperators {
    private RowOperators() {}

    public static boolean is(OnnxNode node) {
        return isSoftmax(node) || isReduction(node);
    }

    private static boolean isSoftmax(OnnxNode node) {
        return node.is("Softmax", "LogSoftmax");
    }

    public static boolean isReduction(OnnxNode node) {
        return node.is("ReduceMax", "ReduceSum", "ReduceLogSumExp");
    }

    /** The shape of the output; the operator must work on all features of a sample, and on nothing else. */
    public static RowShape shape(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = known.shapeOf(node, 0);
        if (!in.isVector()) throw node.wrong("all features along the last axis", "shape " + in);
        if (isSoftmax(node)) {
            // Before opset 13 the default was 1, and all axes from there on were one.
            long axis = node.integer("axis", known.opset() < 13 ? 1 : -1);
            int from = ShapeOperators.axis(node, axis, in.rank());
            boolean last = known.opset() < 13 ? from > in.batchAxis() : from == in.last();
            if (!last) throw node.wrong("softmax along the features of " + in, "axis " + axis);
            return in;
        }
        long[] axes = ShapeOperators.axes(node, known.constant(node, 1));
        boolean last = axes != null && axes.length == 1 && ShapeOperators.axis(node, axes[0], in.rank()) == in.last();
        if (!last || node.integer("keepdims", 1) != 1) {
            throw node.wrong("a reduction of the last axis of %s that keeps it".formatted(in), "another");
        }
        return in.withLast(1);
    }

    /** The result of the operator for one sample's features, in place; a reduction leaves its result in the first. */
    public static void apply(OnnxNode node, double[] x) {
        double max = Double.NEGATIVE_INFINITY, sum = 0;
        for (double value : x) max = Math.max(max, value);
        for (double value : x) sum += Math.exp(value - max);
        double logSum = max + Math.log(sum);
        switch (node.operator()) {
            case "Softmax" -> {
                for (int i = 0; i < x.length; i++) x[i] = Math.exp(x[i] - logSum);
            }
            case "LogSoftmax" -> {
                for (int i = 0; i < x.length; i++) x[i] -= logSum;
            }
            case "ReduceMax" -> x[0] = max;
            case "ReduceLogSumExp" -> x[0] = logSum;
            default -> {
                double plain = 0;
                for (double value : x) plain += value;
                x[0] = plain;
            }
        }
    }
}
