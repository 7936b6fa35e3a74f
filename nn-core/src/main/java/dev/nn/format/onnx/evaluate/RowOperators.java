package dev.nn.format.onnx.evaluate;

import static dev.nn.expression.Operator.ABS;
import static dev.nn.expression.Operator.ADD;
import static dev.nn.expression.Operator.DIV;
import static dev.nn.expression.Operator.EQUAL;
import static dev.nn.expression.Operator.EXP;
import static dev.nn.expression.Operator.LOG;
import static dev.nn.expression.Operator.MUL;
import static dev.nn.expression.Operator.SQRT;
import static dev.nn.expression.Operator.SUB;
import static dev.nn.expression.Operator.WHERE;

import dev.nn.data.DataFormatException;
import dev.nn.expression.ExpressionBuilder;
import dev.nn.expression.Operation.Kind;
import dev.nn.format.onnx.file.OnnxNode;
import java.util.Set;

/** The operators that mix the features of a sample without weights, as expressions: softmax, reductions, normalisation. */
public final class RowOperators {
    private static final Set<String> REDUCTIONS = Set.of(
            "ReduceMax",
            "ReduceMin",
            "ReduceSum",
            "ReduceMean",
            "ReduceSumSquare",
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp");
    private static final Set<String> NORMALISATIONS =
            Set.of("LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization", "LpNormalization");

    private final OnnxNode node;
    private final ExpressionBuilder b;
    private final int[] x;

    private RowOperators(OnnxNode node, ExpressionBuilder b, int[] x) {
        this.node = node;
        this.b = b;
        this.x = x;
    }

    public static boolean is(OnnxNode node) {
        boolean normalizer =
                node.domain().equals(OnnxNode.ML) && node.operator().equals("Normalizer");
        return isSoftmax(node) || isReduction(node) || isNormalisation(node) || normalizer;
    }

    private static boolean isSoftmax(OnnxNode node) {
        return node.is("Softmax", "LogSoftmax");
    }

    private static boolean isReduction(OnnxNode node) {
        return node.domain().isEmpty() && REDUCTIONS.contains(node.operator());
    }

    private static boolean isNormalisation(OnnxNode node) {
        return (node.domain().isEmpty() || node.domain().equals(OnnxNode.MICROSOFT))
                && NORMALISATIONS.contains(node.operator());
    }

    /** How many of a node's inputs are numbers to compute with; axes aren't. */
    public static int arguments(OnnxNode node) {
        return isNormalisation(node) && !node.is("LpNormalization") ? 3 : 1;
    }

    /** The shape of the output; the operator must work on all features of a sample, and on nothing else. */
    static RowShape shape(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = known.shapeOf(node, 0);
        if (isSoftmax(node)) {
            // Before opset 13 the default was 1, and all axes from there on were one.
            boolean old = known.opset() < 13;
            along(node, in, node.integer("axis", old ? 1 : -1), old);
        } else if (isNormalisation(node)) {
            along(node, in, node.integer("axis", -1), !node.is("LpNormalization"));
        } else if (isReduction(node)) {
            return reduced(node, in, known);
        } else if (!in.isVector()) {
            throw node.wrong("all features along the last axis", "shape " + in);
        }
        return in;
    }

    /** Checks that an operator along one axis, or along all from there on, takes all features of a sample. */
    private static void along(OnnxNode node, RowShape in, long axis, boolean allBehind) throws DataFormatException {
        int from = ShapeOperators.axis(node, axis, in.rank());
        boolean all = from != in.batchAxis();
        for (int d = 0; d < in.rank(); d++) {
            boolean taken = allBehind ? d >= from : d == from;
            all &= d == in.batchAxis() ? !taken : taken || in.dims()[d] == 1;
        }
        if (!all) {
            throw node.wrong("%s along all features of %s".formatted(node.operator(), in), "axis " + axis);
        }
    }

    private static RowShape reduced(OnnxNode node, RowShape in, ShapeInference known) throws DataFormatException {
        long[] axes = ShapeOperators.axes(node, known.constant(node, 1));
        boolean[] reduced = new boolean[in.rank()];
        if (axes != null) for (long axis : axes) reduced[ShapeOperators.axis(node, axis, in.rank())] = true;
        boolean all = axes != null;
        for (int d = 0; d < reduced.length; d++) {
            all &= d == in.batchAxis() ? !reduced[d] : reduced[d] || in.dims()[d] == 1;
        }
        if (!all) throw node.wrong("a reduction of all features of " + in, "another");
        long[] dims = in.dims().clone();
        for (int d = 0; d < dims.length; d++) if (reduced[d]) dims[d] = 1;
        RowShape result = new RowShape(dims, in.batchAxis());
        return node.integer("keepdims", 1) != 0 ? result : result.without(reduced);
    }

    /**
     * Adds what a node computes.
     *
     * @param inputs the node's inputs, {@link ElementwiseOperators#NONE} for those left out
     * @return the result
     */
    public static int add(OnnxNode node, ExpressionBuilder to, int[] inputs) throws DataFormatException {
        RowOperators operators = new RowOperators(node, to, inputs);
        return operators.result(inputs[0]);
    }

    private int result(int z) throws DataFormatException {
        return switch (node.operator()) {
            case "Softmax" -> softmax(z);
            case "LogSoftmax" -> b.apply(SUB, z, logSumExp(z));
            case "ReduceMax" -> b.reduce(Kind.MAX, z);
            case "ReduceMin" -> b.reduce(Kind.MIN, z);
            case "ReduceSum" -> b.reduce(Kind.SUM, z);
            case "ReduceMean" -> b.reduce(Kind.MEAN, z);
            case "ReduceSumSquare" -> squares(Kind.SUM, z);
            case "ReduceL1" -> absolutes(z);
            case "ReduceL2" -> b.apply(SQRT, squares(Kind.SUM, z));
            case "ReduceLogSum" -> b.apply(LOG, b.reduce(Kind.SUM, z));
            case "ReduceLogSumExp" -> logSumExp(z);
            case "LayerNormalization" -> layer(b.apply(SUB, z, b.reduce(Kind.MEAN, z)));
            case "RMSNormalization", "SimplifiedLayerNormalization" -> layer(z);
            case "LpNormalization" ->
                divided(z, node.integer("p", 2) == 1 ? absolutes(z) : b.apply(SQRT, squares(Kind.SUM, z)));
            default -> normalizer(z);
        };
    }

    private int softmax(int z) {
        int exponentials = b.apply(EXP, b.apply(SUB, z, b.reduce(Kind.MAX, z)));
        return b.apply(DIV, exponentials, b.reduce(Kind.SUM, exponentials));
    }

    /** m + ln Σ e^(z − m), m being the largest. */
    private int logSumExp(int z) {
        int max = b.reduce(Kind.MAX, z);
        return b.apply(ADD, max, b.apply(LOG, b.reduce(Kind.SUM, b.apply(EXP, b.apply(SUB, z, max)))));
    }

    private int squares(Kind kind, int z) {
        return b.reduce(kind, b.apply(MUL, z, z));
    }

    private int absolutes(int z) {
        return b.reduce(Kind.SUM, b.apply(ABS, z));
    }

    /** z / √(mean z² + ε) · scale + bias. */
    private int layer(int z) throws DataFormatException {
        int variance = b.apply(ADD, squares(Kind.MEAN, z), b.number(node.number("epsilon", 1e-5f)));
        int result = b.apply(DIV, z, b.apply(SQRT, variance));
        if (x.length > 1 && x[1] != ElementwiseOperators.NONE) result = b.apply(MUL, result, x[1]);
        return x.length > 2 && x[2] != ElementwiseOperators.NONE ? b.apply(ADD, result, x[2]) : result;
    }

    /** A row whose size is 0 stays as it is. */
    private int normalizer(int z) throws DataFormatException {
        String norm = node.text("norm", "MAX");
        return switch (norm) {
            case "MAX" -> divided(z, b.reduce(Kind.MAX, z));
            case "L1" -> divided(z, absolutes(z));
            case "L2" -> divided(z, b.apply(SQRT, squares(Kind.SUM, z)));
            default -> throw node.wrong("norm to be MAX, L1 or L2", OnnxNode.shortened(norm));
        };
    }

    private int divided(int z, int size) {
        int one = b.number(1);
        return b.apply(DIV, z, b.apply(WHERE, b.apply(EQUAL, size, b.number(0)), one, size));
    }
}
