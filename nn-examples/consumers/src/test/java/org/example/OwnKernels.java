package org.example;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;

/** A user's kernels: a forward product of their own, whose sums are doubles, and the library's scalar loops for the rest. */
final class OwnKernels implements DenseKernels {
    private final DenseKernels rest = new ScalarDenseKernels();

    @Override
    public String name() {
        return "own";
    }

    @Override
    public WeightLayout weightLayout(int in, int out) {
        return rest.weightLayout(in, out);
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
        for (int row = fromRow; row < toRow; row++) {
            for (int j = 0; j < out; j++) {
                double sum = parameters.bias(j);
                for (int k = 0; k < in; k++) {
                    sum += (double) x.data()[x.index(row, k)] * parameters.weight(k, j);
                }
                float before = (float) sum;
                if (activation.saved() == Activation.Saved.INPUT) z.data()[z.index(row, j)] = before;
                y.data()[y.index(row, j)] = (float) activation.apply(before);
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
        rest.backwardActivation(batch, fromColumn, toColumn, activation, dy, saved, dz, gradient, workspace);
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
        rest.backwardWeights(batch, fromRow, toRow, x, dz, gradient, accumulate, workspace);
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        rest.backwardInput(batch, fromColumn, toColumn, dz, parameters, dx, workspace);
    }

    @Override
    public int scratch(Operation operation) {
        return rest.scratch(operation);
    }
}
