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

/** A layer with weights at work: its operands, the order of its operations, and how threads share them. */
abstract sealed class AffinePass implements LayerPass permits DensePass, ConvolutionPass {
    final DenseKernels kernels;
    final Affine parameters;
    final Affine gradient;
    final Activation activation;
    final boolean linear;
    final Workspace[] workspaces;
    final Rows z;
    final Rows y;

    private final AffineLayer layer;

    /** Whether dW and db are not wanted. */
    private final boolean fixed;

    private final int maxBatch;
    private final Team team;

    // The operands of the current operation; the operations themselves are made once, so that no call allocates.
    int batch;
    Rows x;
    Rows dz;
    Rows dx;
    private @Nullable OptimizerState optimizer;
    private final Team.Operation forward = this::forwardPart;
    private final Team.Operation backwardActivation = this::backwardActivationPart;
    private final Team.Operation backwardWeights = this::backwardWeightsPart;
    private final Team.Operation backwardWeightsUpdate = this::backwardWeightsUpdatePart;
    private final Team.Operation backwardInput = this::backwardInputPart;

    /**
     * @param training whether it runs backward, too
     * @param gradient where dW and db go, or null if they are not wanted
     * @param z where the sums go
     * @param y where the output goes, the same memory if nobody needs the sums
     */
    AffinePass(
            AffineLayer layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient, Rows z, Rows y) {
        this.layer = layer;
        this.kernels = layer.kernels();
        this.parameters = layer.parameters();
        this.fixed = gradient == null;
        this.gradient = gradient == null ? nowhere() : gradient;
        this.activation = layer.activation();
        this.linear = activation.equals(Activation.IDENTITY);
        this.maxBatch = maxBatch;
        this.team = team;
        this.workspaces = new Workspace[team.size()];
        for (int i = 0; i < workspaces.length; i++) {
            workspaces[i] = new Workspace().prepare(kernels, layer.operations(maxBatch, training));
        }
        this.z = z;
        this.y = y;
        this.x = y;
        this.dz = y;
        this.dx = y;
    }

    /** Where the bias's gradient may go, which comes with that of the activation. */
    private Affine nowhere() {
        return Affine.allocate(kernels.weightLayout(1, parameters.layout().out()));
    }

    /** Whether the activation's gradient is computed from the sums, not from the output. */
    static boolean keepsSums(AffineLayer layer) {
        return layer.activation().saved() == Saved.INPUT;
    }

    @Override
    public Rows forward(int rows, Rows input) {
        check(rows, input);
        requireInput(input);
        batch = rows;
        x = input;
        share(forward);
        return y;
    }

    /** dX comes before dW, because the step that may follow dW changes the weights. */
    @Override
    public void backward(int rows, Rows input, Rows dy, @Nullable Rows inputGradient, @Nullable OptimizerState update) {
        check(rows, input);
        dy.require("dy", rows, layer.out());
        if (fixed && inputGradient == null) return;
        batch = rows;
        x = input;
        dz = gradientOf(dy);
        // Elementwise: its result fits into a cache, and moving it between cores takes longer than computing it.
        if (!fixed || !linear) {
            team.run(backwardActivation, (long) batch * layer.out());
        }
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
        int end = bias + parameters.layout().out();
        kernels.training().update(update, parameters.data(), gradient.data(), bias, end);
    }

    private void check(int rows, Rows input) {
        if (rows < 0 || rows > maxBatch) {
            throw new IllegalArgumentException("batch must be from 0 to " + maxBatch + ", was " + rows);
        }
        input.require("x", rows, layer.in());
    }

    private void share(Team.Operation product) {
        team.run(product, (long) batch * layer.out() * parameters.layout().in());
    }

    /** Refuses input that this layer can't read while it works. */
    abstract void requireInput(Rows input);

    /** Where dY becomes dZ, at the same place if that will do. */
    abstract Rows gradientOf(Rows dy);

    abstract void forwardPart(int part, int parts);

    /** dZ and db. */
    abstract void backwardActivationPart(int part, int parts);

    /** The rows {@code from} to {@code to} of dW. */
    abstract void backwardWeights(int from, int to, Workspace workspace);

    /** The same, and the optimiser's step on these rows of W. */
    abstract void backwardWeightsUpdate(int from, int to, OptimizerState update, Workspace workspace);

    abstract void backwardInputPart(int part, int parts);

    private void backwardWeightsPart(int part, int parts) {
        int rows = parameters.layout().in();
        backwardWeights(Team.cut(rows, part, parts), Team.cut(rows, part + 1, parts), workspaces[part]);
    }

    private void backwardWeightsUpdatePart(int part, int parts) {
        int rows = parameters.layout().in(), from = Team.cut(rows, part, parts), to = Team.cut(rows, part + 1, parts);
        backwardWeightsUpdate(from, to, Objects.requireNonNull(optimizer), workspaces[part]);
    }
}
