package dev.nn.kernel;

import dev.nn.activation.Activation;

/** The scalar kernels, to be overridden in one place: the source of deliberate mistakes that tests must catch. */
public class DelegatingKernels implements DenseKernels {
    private final DenseKernels scalar = new ScalarDenseKernels();

    @Override
    public String name() {
        return "delegating";
    }

    @Override
    public WeightLayout weightLayout(int in, int out) {
        return scalar.weightLayout(in, out);
    }

    @Override
    public int scratch(Operation operation) {
        return 1;
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
        scalar.forward(fromRow, toRow, x, parameters, activation, z, y, workspace);
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
        scalar.backwardActivation(batch, fromColumn, toColumn, activation, dy, saved, dz, gradient, workspace);
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
        scalar.backwardWeights(batch, fromRow, toRow, x, dz, gradient, accumulate, workspace);
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        scalar.backwardInput(batch, fromColumn, toColumn, dz, parameters, dx, workspace);
    }
}
