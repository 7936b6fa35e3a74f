package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A convolution at work: its buffers, and how its operations are shared between threads.
 *
 * <p>Forward is cut by pixels of the output; dX by images, dW by rows of W, db by filters, where every element's whole sum
 * stays on one thread. So a result has the same bits for any number of threads.
 */
final class ConvolutionPass implements LayerPass {
    private final ConvolutionShape shape;
    private final DenseKernels kernels;
    private final ConvolutionKernels convolution;
    private final Affine parameters;
    private final Affine gradient;
    private final Activation activation;

    /** Whether dW and db are not wanted. */
    private final boolean fixed;

    private final int maxBatch;
    private final Team team;
    private final Workspace[] workspaces;
    private final Rows z;
    private final Rows y;

    /** What the gradient of the activation needs, seen as pixels × filters. */
    private final Rows saved;

    /** A copy of dY, made when one comes that has room between its rows. */
    private @Nullable Rows copy;

    // The operands of the current operation; the operations themselves are made once, so that no call allocates.
    private int batch;
    private Rows x;
    private Rows dz;
    private Rows dx;
    private @Nullable OptimizerState optimizer;

    /** The last dz, seen as pixels × filters. */
    private Rows dzPixels;

    private Rows dzOfPixels;
    private final Team.Operation forward = this::forwardPart;
    private final Team.Operation backwardActivation = this::backwardActivationPart;
    private final Team.Operation backwardWeights = this::backwardWeightsPart;
    private final Team.Operation backwardWeightsUpdate = this::backwardWeightsUpdatePart;
    private final Team.Operation backwardInput = this::backwardInputPart;

    /**
     * @param training whether it runs backward, too
     * @param gradient where dW and db go, or null if they are not wanted
     */
    ConvolutionPass(Convolution layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient) {
        this.shape = layer.shape();
        this.kernels = layer.kernels();
        this.convolution = kernels.convolution();
        this.parameters = layer.parameters();
        this.fixed = gradient == null;
        this.gradient = gradient == null ? DensePass.nowhere(kernels, shape.filters()) : gradient;
        this.activation = layer.activation();
        this.maxBatch = maxBatch;
        this.team = team;
        this.workspaces = new Workspace[team.size()];
        for (int i = 0; i < workspaces.length; i++) {
            workspaces[i] = new Workspace().prepare(kernels, layer.operations(maxBatch, training));
        }
        this.y = Convolution.images(maxBatch, shape.out());
        this.z = activation.saved() == Saved.INPUT ? Convolution.images(maxBatch, shape.out()) : y;
        this.saved = shape.outPixels(z);
        this.x = y;
        this.dz = y;
        this.dx = y;
        this.dzOfPixels = y;
        this.dzPixels = shape.outPixels(y);
    }

    @Override
    public Rows forward(int rows, Rows input) {
        check(rows);
        input.require("x", rows, shape.in());
        batch = rows;
        x = input;
        share(forward);
        return y;
    }

    /** dX comes before dW, because the step that may follow dW changes the weights. */
    @Override
    public void backward(int rows, Rows input, Rows dy, @Nullable Rows inputGradient, @Nullable OptimizerState update) {
        check(rows);
        input.require("x", rows, shape.in());
        dy.require("dy", rows, shape.out());
        if (fixed && inputGradient == null) return;
        batch = rows;
        x = input;
        dz = dense(dy);
        dzPixels = pixels(dz);
        // Elementwise: its result fits into a cache, and moving it between cores takes longer than computing it.
        if (!fixed || !activation.equals(Activation.IDENTITY)) {
            team.run(backwardActivation, (long) batch * shape.out());
        }
        if (inputGradient != null) {
            inputGradient.require("dx", rows, shape.in());
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
        kernels.training().update(update, parameters.data(), gradient.data(), bias, bias + shape.filters());
    }

    private void check(int rows) {
        if (rows < 0 || rows > maxBatch) {
            throw new IllegalArgumentException("batch must be from 0 to " + maxBatch + ", was " + rows);
        }
    }

    /** dY without room between its rows. */
    private Rows dense(Rows dy) {
        if (dy.stride() == shape.out()) return dy;
        if (copy == null) copy = Convolution.images(maxBatch, shape.out());
        for (int r = 0; r < batch; r++) {
            System.arraycopy(dy.data(), dy.index(r, 0), copy.data(), copy.index(r, 0), shape.out());
        }
        return copy;
    }

    /** The view of pixels × filters, which is made once as long as the memory is the same. */
    @SuppressWarnings("ReferenceEquality")
    private Rows pixels(Rows images) {
        if (images != dzOfPixels) {
            dzOfPixels = images;
            dzPixels = shape.outPixels(images);
        }
        return dzPixels;
    }

    private void share(Team.Operation operation) {
        team.run(operation, (long) batch * shape.out() * shape.patch());
    }

    private void forwardPart(int part, int parts) {
        int pixels = batch * shape.outPixels();
        int from = Team.cut(pixels, part, parts), to = Team.cut(pixels, part + 1, parts);
        convolution.convolve(from, to, x, shape, parameters, activation, z, y, workspaces[part]);
    }

    private void backwardActivationPart(int part, int parts) {
        int from = Team.cut(shape.filters(), part, parts), to = Team.cut(shape.filters(), part + 1, parts);
        int pixels = batch * shape.outPixels();
        kernels.backwardActivation(pixels, from, to, activation, dzPixels, saved, dzPixels, gradient, workspaces[part]);
    }

    private void backwardWeightsPart(int part, int parts) {
        int from = Team.cut(shape.patch(), part, parts), to = Team.cut(shape.patch(), part + 1, parts);
        convolution.convolveWeights(batch, from, to, x, shape, dz, gradient, false, workspaces[part]);
    }

    private void backwardWeightsUpdatePart(int part, int parts) {
        int from = Team.cut(shape.patch(), part, parts), to = Team.cut(shape.patch(), part + 1, parts);
        OptimizerState update = Objects.requireNonNull(optimizer);
        convolution.convolveWeightsUpdate(
                batch, from, to, x, shape, dz, parameters, gradient, update, workspaces[part]);
    }

    private void backwardInputPart(int part, int parts) {
        int from = (int) ((long) batch * part / parts), to = (int) ((long) batch * (part + 1) / parts);
        convolution.convolveInput(from, to, dz, shape, parameters, dx, workspaces[part]);
    }
}
