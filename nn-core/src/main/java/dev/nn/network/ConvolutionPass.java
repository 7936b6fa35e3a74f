package dev.nn.network;

import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

/**
 * A convolution at work: its buffers, and how its operations are shared between threads.
 *
 * <p>Forward is cut by pixels of the output; dX by images, dW by rows of W, db by filters, where every element's whole sum
 * stays on one thread. So a result has the same bits for any number of threads.
 */
final class ConvolutionPass extends AffinePass {
    private final ConvolutionShape shape;
    private final ConvolutionKernels convolution;
    private final int maxBatch;

    /** What the gradient of the activation needs, seen as pixels × filters. */
    private final Rows saved;

    /** A copy of dY, made when one comes that has room between its rows. */
    private @Nullable Rows copy;

    /** The last dz, seen as pixels × filters. */
    private Rows dzPixels;

    private Rows dzOfPixels;

    ConvolutionPass(Convolution layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient) {
        this(layer, maxBatch, team, training, gradient, Convolution.images(maxBatch, layer.out()));
    }

    private ConvolutionPass(
            Convolution layer, int maxBatch, Team team, boolean training, @Nullable Affine gradient, Rows y) {
        super(
                layer,
                maxBatch,
                team,
                training,
                gradient,
                keepsSums(layer) ? Convolution.images(maxBatch, layer.out()) : y,
                y);
        this.shape = layer.shape();
        this.convolution = kernels.convolution();
        this.maxBatch = maxBatch;
        this.saved = shape.outPixels(z);
        this.dzOfPixels = y;
        this.dzPixels = shape.outPixels(y);
    }

    @Override
    void requireInput(Rows input) {}

    @Override
    Rows gradientOf(Rows dy) {
        Rows dense = dense(dy);
        dzPixels = pixels(dense);
        return dense;
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

    @Override
    void forwardPart(int part, int parts) {
        int pixels = batch * shape.outPixels();
        int from = Team.cut(pixels, part, parts), to = Team.cut(pixels, part + 1, parts);
        convolution.convolve(from, to, x, shape, parameters, activation, z, y, workspaces[part]);
    }

    @Override
    void backwardActivationPart(int part, int parts) {
        int from = Team.cut(shape.filters(), part, parts), to = Team.cut(shape.filters(), part + 1, parts);
        int pixels = batch * shape.outPixels();
        kernels.backwardActivation(pixels, from, to, activation, dzPixels, saved, dzPixels, gradient, workspaces[part]);
    }

    @Override
    void backwardWeights(int from, int to, Workspace workspace) {
        convolution.convolveWeights(batch, from, to, x, shape, dz, gradient, false, workspace);
    }

    @Override
    void backwardWeightsUpdate(int from, int to, OptimizerState update, Workspace workspace) {
        convolution.convolveWeightsUpdate(batch, from, to, x, shape, dz, parameters, gradient, update, workspace);
    }

    @Override
    void backwardInputPart(int part, int parts) {
        int from = (int) ((long) batch * part / parts), to = (int) ((long) batch * (part + 1) / parts);
        convolution.convolveInput(from, to, dz, shape, parameters, dx, workspaces[part]);
    }
}
