package dev.nn.bench.work;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;

/**
 * The dense layer on EJML's float matrices, as somebody who uses EJML would write it: the reference of another library,
 * for comparison and for the contract's own check.
 *
 * <p>Matrices that lie row after row from an array's start are wrapped, others are copied in and out; that costs little
 * beside the multiplication. Activations and updates are the plain loops of nn-core.
 */
public final class EjmlDenseKernels implements DenseKernels {
    /** For what EJML has no operation. */
    private final DenseKernels loops = new ScalarDenseKernels();

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public WeightLayout weightLayout(int in, int out) {
        return WeightLayout.rowMajor(in, out);
    }

    @Override
    public int scratch(Operation operation) {
        return 0;
    }

    @Override
    public void forward(
            int fromRow,
            int toRow,
            Rows x,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace) {
        int in = parameters.layout().in(), out = parameters.layout().out();
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        FMatrixRMaj product = new FMatrixRMaj(toRow - fromRow, out);
        CommonOps_FDRM.mult(matrix(x, fromRow, toRow, 0, in), weights(parameters), product);
        for (int r = fromRow; r < toRow; r++) {
            for (int j = 0; j < out; j++) {
                float sum = product.data[(r - fromRow) * out + j] + parameters.bias(j);
                sums.data()[sums.index(r, j)] = sum;
                y.data()[y.index(r, j)] = (float) activation.apply(sum);
            }
        }
    }

    @Override
    public void backwardActivation(
            int batch,
            int fromColumn,
            int toColumn,
            Activation activation,
            Rows dy,
            Rows saved,
            Rows dz,
            Affine gradient,
            Workspace workspace) {
        loops.backwardActivation(batch, fromColumn, toColumn, activation, dy, saved, dz, gradient, workspace);
    }

    @Override
    public void backwardWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace) {
        int out = gradient.layout().out();
        FMatrixRMaj product = new FMatrixRMaj(toRow - fromRow, out);
        CommonOps_FDRM.multTransA(matrix(x, 0, batch, fromRow, toRow), matrix(dz, 0, batch, 0, out), product);
        int at = gradient.weights() + fromRow * out;
        for (int i = 0; i < product.data.length; i++) {
            gradient.data()[at + i] = accumulate ? gradient.data()[at + i] + product.data[i] : product.data[i];
        }
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        int out = parameters.layout().out(), columns = toColumn - fromColumn;
        FMatrixRMaj w = new FMatrixRMaj(columns, out);
        System.arraycopy(parameters.data(), parameters.weights() + fromColumn * out, w.data, 0, columns * out);
        FMatrixRMaj product = new FMatrixRMaj(batch, columns);
        CommonOps_FDRM.multTransB(matrix(dz, 0, batch, 0, out), w, product);
        for (int r = 0; r < batch; r++) {
            System.arraycopy(product.data, r * columns, dx.data(), dx.index(r, fromColumn), columns);
        }
    }

    private static FMatrixRMaj weights(Affine parameters) {
        int in = parameters.layout().in(), out = parameters.layout().out();
        if (parameters.weights() == 0) return FMatrixRMaj.wrap(in, out, parameters.data());
        FMatrixRMaj w = new FMatrixRMaj(in, out);
        System.arraycopy(parameters.data(), parameters.weights(), w.data, 0, in * out);
        return w;
    }

    private static FMatrixRMaj matrix(Rows rows, int fromRow, int toRow, int fromColumn, int toColumn) {
        int height = toRow - fromRow, width = toColumn - fromColumn;
        boolean packed = rows.stride() == width && rows.index(fromRow, fromColumn) == 0;
        if (packed) return FMatrixRMaj.wrap(height, width, rows.data());
        FMatrixRMaj matrix = new FMatrixRMaj(height, width);
        for (int r = 0; r < height; r++) {
            System.arraycopy(rows.data(), rows.index(fromRow + r, fromColumn), matrix.data, r * width, width);
        }
        return matrix;
    }
}
