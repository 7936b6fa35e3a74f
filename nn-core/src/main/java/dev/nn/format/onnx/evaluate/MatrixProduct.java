package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A product with constant weights, Gemm or MatMul: which factor depends on the input, and how the constant one is stored.
 * The samples may be the rows of the result, x·W, or its columns, Wᵀ·x.
 *
 * <p>Gemm is alpha · A′ · B′ + beta · C, A′ being A or, with transA, its transpose; B′ likewise.
 *
 * @param rows shape of the factor that depends on the input
 * @param rowsFirst whether that is the first factor
 * @param rowsTransposed whether it is transposed before
 * @param weights the constant factor
 * @param turned whether the weights are transposed before
 * @param column whether the weights are a vector: the result has no axis for their one column
 */
public record MatrixProduct(
        RowShape rows, boolean rowsFirst, boolean rowsTransposed, Constant weights, boolean turned, boolean column) {
    /** Whether a node is such a product. */
    public static boolean is(OnnxNode node) {
        boolean fused =
                node.domain().equals(OnnxNode.MICROSOFT) && node.operator().equals("FusedMatMul");
        return isGemm(node) || node.is("MatMul") || fused;
    }

    /** Whether it is a Gemm; a fused one has an activation, too. */
    public static boolean isGemm(OnnxNode node) {
        return node.is("Gemm")
                || (node.domain().equals(OnnxNode.MICROSOFT) && node.operator().equals("FusedGemm"));
    }

    /** The data's axis over which the product sums. */
    public int inner() {
        return rowsFirst != rowsTransposed ? rows.last() : rows.rank() - 2;
    }

    public int in() {
        return weights.shape()[rowsFirst != turned ? 0 : 1];
    }

    public int out() {
        return weights.shape()[rowsFirst != turned ? 1 : 0];
    }

    /** The product that a node is. */
    public static MatrixProduct of(OnnxNode node, ShapeInference known) throws DataFormatException {
        boolean gemm = isGemm(node), mayTurn = !node.is("MatMul");
        boolean transA = mayTurn && node.integer("transA", 0) != 0, transB = mayTurn && node.integer("transB", 0) != 0;
        boolean first = known.rows(node.input(0)) != null;
        RowShape rows = known.shapeOf(node, first ? 0 : 1);
        Constant weights = known.constant(node.input(first ? 1 : 0));
        if (weights == null)
            throw node.wrong("a product with constant weights", "two tensors that depend on the input");
        boolean column = !gemm && first && weights.rank() == 1;
        if ((weights.rank() != 2 && !column) || weights.count() == 0) {
            throw node.wrong("weights of two dimensions", "shape " + Arrays.toString(weights.shape()));
        }
        // A vector is a matrix of one column, which is no axis of the result.
        if (column) weights = weights.reshaped(weights.count(), 1);
        if (mayTurn && rows.rank() != 2) throw node.wrong("a tensor of two dimensions", "shape " + rows);
        MatrixProduct factors = new MatrixProduct(
                rows, first, first ? transA : transB, weights, !column && (first ? transB : transA), column);
        check(node, factors);
        return factors;
    }

    private static void check(OnnxNode node, MatrixProduct factors) throws DataFormatException {
        RowShape rows = factors.rows();
        int inner = factors.inner();
        boolean fits = inner >= 0 && inner != rows.batchAxis();
        for (int d = 0; fits && d < rows.rank(); d++) {
            long size = rows.dims()[d];
            fits = d == rows.batchAxis()
                    || (d == inner ? size == factors.in() || size == OnnxValue.UNKNOWN : size == 1);
        }
        if (!fits) {
            throw node.wrong("%d features of a sample along axis %d".formatted(factors.in(), inner), "shape " + rows);
        }
    }

    /** The shape of the result, before C is added. */
    public static RowShape shape(OnnxNode node, ShapeInference known) throws DataFormatException {
        MatrixProduct factors = of(node, known);
        RowShape rows = factors.rows();
        RowShape result;
        if (isGemm(node)) {
            long batch = rows.batchAxis() < 0 ? 1 : rows.dims()[rows.batchAxis()];
            result = factors.rowsFirst()
                    ? RowShape.ofRows(batch, factors.out())
                    : new RowShape(new long[] {factors.out(), batch}, 1);
        } else {
            long[] dims = rows.dims().clone();
            dims[factors.inner()] = factors.out();
            boolean[] dropped = new boolean[dims.length];
            dropped[factors.inner()] = factors.column();
            result = new RowShape(dims, rows.batchAxis()).without(dropped);
        }
        Constant c = summand(node, known);
        if (c != null && Broadcast.shape(node, result, c).rank() != 2) {
            throw node.wrong("C of at most two dimensions", "shape " + Arrays.toString(c.shape()));
        }
        return result;
    }

    /** The constant C of a Gemm, or null if there is none. */
    public static @Nullable Constant summand(OnnxNode node, ShapeInference known) throws DataFormatException {
        if (!isGemm(node) || !node.has(2)) return null;
        Constant c = known.constant(node, 2);
        if (c == null) throw node.wrong("a constant C", "a tensor that depends on the input");
        return c;
    }
}
