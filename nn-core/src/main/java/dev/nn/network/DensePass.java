package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer at work: its buffers, and how its four operations are shared between threads.
 *
 * <p>Forward is cut by rows of the batch; dW, dX and db by inputs and outputs of the layer, where every element's whole
 * sum stays on one thread. So a result has the same bits for any number of threads.
 */
final class DensePass implements LayerPass {
    private final Dense layer;
    private final DenseKernels kernels;
    private final Affine parameters;
    private final Affine gradient;
    private final Activation activation;
    private final boolean linear;

    /** Whether dW and db are not wanted. */
    private final boolean fixed;

    private final int maxBatch;
    private final Team team;
    private final Workspace[] workspaces;
    private final Rows z;
    private final Rows y;
    private final Rows saved;

    // The operands of the current operation; the operations themselves are made once, so that no call allocates.
    private int batch;
    private Rows x;
    private Rows dz;
    private Rows dx;
    private @Nullable OptimizerState optimizer;
    private final Team.Operation forward = this::forwardPart;
    private final Team.Operation backwardActivation = this::backwardActivationPart;
    private final Team.Operation backwardWeights = this::backwardWeightsPart;
    private final Team.Operation backwardWeightsUpdate = this::backwardWeightsUpdatePart;
    private final Team.Operation backwardInput = this::backwardInputPart;

    /**
     * @param training whether it runs backward, too
     * @param gradient where dW and db go, or null if they are not wanted
     */
    DensePass(Dense layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient) {
        this.layer = layer;
        this.kernels = layer.kernels();
        this.parameters = layer.parameters();
        this.fixed = gradient == null;
        this.gradient = gradient == null ? nowhere(kernels, layer.out()) : gradient;
        this.activation = layer.activation();
        this.linear = activation.equals(Activation.IDENTITY);
        this.maxBatch = maxBatch;
        this.team = team;
        this.workspaces = new Workspace[team.size()];
        for (int i = 0; i < workspaces.length; i++) {
            workspaces[i] = new Workspace().prepare(kernels, layer.operations(maxBatch, training));
        }
        this.y = Rows.allocate(maxBatch, layer.out());
        this.z = activation.saved() == Saved.INPUT ? Rows.allocate(maxBatch, layer.out()) : y;
        this.saved = z;
        this.x = y;
        this.dz = y;
        this.dx = y;
    }

    /** Where a bias's gradient may go that comes with that of the activation. */
    static Affine nowhere(DenseKernels kernels, int out) {
        return Affine.allocate(kernels.weightLayout(1, out));
    }

    @Override
    public Rows forward(int rows, Rows input) {
        check(rows);
        input.require("x", rows, layer.in());
        requireOther(input, y, "x is the memory of this layer's own result");
        batch = rows;
        x = input;
        share(forward);
        return y;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same memory
    private static void requireOther(Rows given, Rows own, String problem) {
        if (given.data() == own.data()) throw new IllegalArgumentException(problem + ": copy it first");
    }

    /** dX comes before dW, because the step that may follow dW changes the weights. */
    @Override
    public void backward(int rows, Rows input, Rows dy, @Nullable Rows inputGradient, @Nullable OptimizerState update) {
        check(rows);
        input.require("x", rows, layer.in());
        dy.require("dy", rows, layer.out());
        if (!linear) {
            requireOther(dy, saved, "dy is the memory of the result, which this layer's gradient needs");
        }
        if (fixed && inputGradient == null) return;
        batch = rows;
        x = input;
        dz = dy;
        // Elementwise: its result fits into a cache, and moving it between cores takes longer than computing it.
        if (!fixed || !linear) team.run(backwardActivation, (long) batch * layer.out());
        if (inputGradient != null) {
            inputGradient.require("dx", rows, layer.in());
            dx = inputGradient;
            share(backwardInput);
        }
        if (fixed) return;
        if (update == null) {
            share(backwardWeights);
            return;
        }
        optimizer = update;
        share(backwardWeightsUpdate);
        int bias = parameters.bias();
        kernels.training().update(update, parameters.data(), gradient.data(), bias, bias + layer.out());
    }

    private void check(int rows) {
        if (rows < 0 || rows > maxBatch) {
            throw new IllegalArgumentException("batch must be from 0 to " + maxBatch + ", was " + rows);
        }
    }

    private void share(Team.Operation product) {
        team.run(product, (long) batch * layer.in() * layer.out());
    }

    private void forwardPart(int part, int parts) {
        kernels.forward(
                Team.cut(batch, part, parts),
                Team.cut(batch, part + 1, parts),
                x,
                parameters,
                activation,
                z,
                y,
                workspaces[part]);
    }

    private void backwardActivationPart(int part, int parts) {
        int from = Team.cut(layer.out(), part, parts), to = Team.cut(layer.out(), part + 1, parts);
        kernels.backwardActivation(batch, from, to, activation, dz, saved, dz, gradient, workspaces[part]);
    }

    private void backwardWeightsPart(int part, int parts) {
        int from = Team.cut(layer.in(), part, parts), to = Team.cut(layer.in(), part + 1, parts);
        kernels.backwardWeights(batch, from, to, x, dz, gradient, false, workspaces[part]);
    }

    private void backwardWeightsUpdatePart(int part, int parts) {
        int from = Team.cut(layer.in(), part, parts), to = Team.cut(layer.in(), part + 1, parts);
        OptimizerState update = Objects.requireNonNull(optimizer);
        kernels.backwardWeightsUpdate(batch, from, to, x, dz, parameters, gradient, update, workspaces[part]);
    }

    private void backwardInputPart(int part, int parts) {
        int from = Team.cut(layer.in(), part, parts), to = Team.cut(layer.in(), part + 1, parts);
        kernels.backwardInput(batch, from, to, dz, parameters, dx, workspaces[part]);
    }
}
