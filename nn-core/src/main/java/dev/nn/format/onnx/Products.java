package dev.nn.format.onnx;

import dev.nn.data.DataFormatException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gemm and MatMul with constant weights: the shape they give and the linear map they are. The samples may be the rows of
 * the result, x·W, or its columns, Wᵀ·x.
 *
 * <p>Gemm is alpha · A′ · B′ + beta · C, A′ being A or, with transA, its transpose; B′ likewise.
 */
final class Products {
    private Products() {}

    /** Which factor depends on the input, and how the constant one is stored. */
    private record Factors(RowShape rows, boolean rowsFirst, boolean rowsTransposed, Constant weights, boolean turned) {
        /** The data's axis over which the product sums. */
        int inner() {
            return rowsFirst != rowsTransposed ? rows.last() : rows.rank() - 2;
        }

        int in() {
            return weights.shape()[rowsFirst != turned ? 0 : 1];
        }

        int out() {
            return weights.shape()[rowsFirst != turned ? 1 : 0];
        }
    }

    private static Factors factors(OnnxNode node, Propagation known) throws DataFormatException {
        boolean gemm = node.is("Gemm");
        boolean transA = gemm && node.integer("transA", 0) != 0, transB = gemm && node.integer("transB", 0) != 0;
        boolean first = known.rows(node.input(0)) != null;
        RowShape rows = known.shapeOf(node, first ? 0 : 1);
        Constant weights = known.constant(node.input(first ? 1 : 0));
        if (weights == null)
            throw node.wrong("a product with constant weights", "two tensors that depend on the input");
        if (weights.rank() != 2 || weights.count() == 0) {
            throw node.wrong("weights of two dimensions", "shape " + Arrays.toString(weights.shape()));
        }
        if (gemm && rows.rank() != 2) throw node.wrong("a tensor of two dimensions", "shape " + rows);
        Factors factors = new Factors(rows, first, first ? transA : transB, weights, first ? transB : transA);
        check(node, factors);
        return factors;
    }

    private static void check(OnnxNode node, Factors factors) throws DataFormatException {
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
    static RowShape shape(OnnxNode node, Propagation known) throws DataFormatException {
        Factors factors = factors(node, known);
        RowShape rows = factors.rows();
        RowShape result;
        if (node.is("Gemm")) {
            long batch = rows.batchAxis() < 0 ? 1 : rows.dims()[rows.batchAxis()];
            result = factors.rowsFirst()
                    ? RowShape.ofRows(batch, factors.out())
                    : new RowShape(new long[] {factors.out(), batch}, 1);
        } else {
            long[] dims = rows.dims().clone();
            dims[factors.inner()] = factors.out();
            result = new RowShape(dims, rows.batchAxis());
        }
        Constant c = summand(node, known);
        if (c != null && Broadcast.shape(node, result, c).rank() != 2) {
            throw node.wrong("C of at most two dimensions", "shape " + Arrays.toString(c.shape()));
        }
        return result;
    }

    private static @Nullable Constant summand(OnnxNode node, Propagation known) throws DataFormatException {
        if (!node.is("Gemm") || !node.has(2)) return null;
        Constant c = known.constant(node, 2);
        if (c == null) throw node.wrong("a constant C", "a tensor that depends on the input");
        return c;
    }

    /** The linear map, or null if the node is no product. */
    static Step.@Nullable Linear step(OnnxNode node, Propagation known) throws DataFormatException {
        if (!node.is("Gemm", "MatMul")) return null;
        Factors factors = factors(node, known);
        int in = factors.in(), out = factors.out();
        known.spend(node, (long) in * out);
        double alpha = node.is("Gemm") ? node.number("alpha", 1) : 1;
        float[] stored = factors.weights().toFloats();
        boolean inOut = factors.rowsFirst() != factors.turned();
        float[] weights = new float[stored.length];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                weights[i * out + j] = (float) (alpha * stored[inOut ? i * out + j : j * in + i]);
            }
        }
        double[] bias = new double[out];
        Constant c = summand(node, known);
        if (c != null) {
            double beta = node.number("beta", 1);
            RowShape shape = known.rows(node.output());
            if (shape == null) throw node.unsupported();
            double[] values = Broadcast.perFeature(node, shape, c);
            for (int j = 0; j < out; j++) bias[j] = beta * values[values.length == 1 ? 0 : j];
        }
        return new Step.Linear(in, out, weights, bias);
    }
}
