package dev.nn.network;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer at work: its buffers, and how its four operations are shared between threads.
 *
 * <p>Forward is cut by rows of the batch; dW, dX and db by inputs and outputs of the layer, where every element's whole
 * sum stays on one thread. So a result has the same bits for any number of threads.
 */
final class DensePass extends AffinePass {
    private final int in;
    private final int out;

    DensePass(Dense layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient) {
        this(layer, maxBatch, team, training, gradient, Rows.allocate(maxBatch, layer.out()));
    }

    private DensePass(Dense layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient, Rows y) {
        super(
                layer,
                maxBatch,
                team,
                training,
                gradient,
                keepsSums(layer) ? Rows.allocate(maxBatch, layer.out()) : y,
                y);
        this.in = layer.in();
        this.out = layer.out();
    }

    @Override
    void requireInput(Rows input) {
        requireOther(input, y, "x is the memory of this layer's own result");
    }

    @Override
    Rows gradientOf(Rows dy) {
        if (!linear) requireOther(dy, z, "dy is the memory of the result, which this layer's gradient needs");
        return dy;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same memory
    private static void requireOther(Rows given, Rows own, String problem) {
        if (given.data() == own.data()) throw new IllegalArgumentException(problem + ": copy it first");
    }

    @Override
    void forwardPart(int part, int parts) {
        int from = Team.cut(batch, part, parts), to = Team.cut(batch, part + 1, parts);
        kernels.forward(from, to, x, parameters, activation, z, y, workspaces[part]);
    }

    @Override
    void backwardActivationPart(int part, int parts) {
        int from = Team.cut(out, part, parts), to = Team.cut(out, part + 1, parts);
        kernels.backwardActivation(batch, from, to, activation, dz, z, dz, gradient, workspaces[part]);
    }

    @Override
    void backwardWeights(int from, int to, Workspace workspace) {
        kernels.backwardWeights(batch, from, to, x, dz, gradient, false, workspace);
    }

    @Override
    void backwardWeightsUpdate(int from, int to, OptimizerState update, Workspace workspace) {
        kernels.backwardWeightsUpdate(batch, from, to, x, dz, parameters, gradient, update, workspace);
    }

    @Override
    void backwardInputPart(int part, int parts) {
        int from = Team.cut(in, part, parts), to = Team.cut(in, part + 1, parts);
        kernels.backwardInput(batch, from, to, dz, parameters, dx, workspaces[part]);
    }
}
