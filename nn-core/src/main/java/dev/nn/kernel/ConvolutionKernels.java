package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.optimizer.OptimizerState;

/**
 * The arithmetic of convolution and max pooling layers, beside that of dense layers: {@link DenseKernels#convolution}.
 *
 * <p>Images are rows, NHWC ({@link ConvolutionShape}). W is patch × filters and b has filters entries, an {@link Affine} in
 * the layout that {@link #weightLayout} chooses. Output pixels are numbered through all images: pixel p is pixel {@code p %
 * outPixels} of image {@code p / outPixels}. So the output is a matrix of pixels × filters, and W a dense layer on the
 * patch of the input below each pixel. The gradient of bias and activation, dZ = dY ⊙ act′ and db, is that of a dense
 * layer: {@link DenseKernels#backwardActivation} on {@link ConvolutionShape#outPixels(Rows)}.
 *
 * <p>What {@link DenseKernels} promise holds here too, proven by {@code ConvolutionKernelsContract}: an operation runs on
 * the calling thread over a half-open range, how it is cut changes no bit, and neither does the batch; nothing outside the
 * range is written; nothing is allocated after warm-up. Beyond the border of an image there are zeros; whether a weight
 * that is NaN or infinite reaches a result that meets it only there, is left to the implementation.
 */
public interface ConvolutionKernels {
    /** The layout in which this implementation wants the weights. */
    WeightLayout weightLayout(ConvolutionShape shape);

    /**
     * Floats of scratch memory that any operation on this shape may use per thread, {@link DenseKernels#backwardActivation}
     * included; whatever the batch.
     */
    int scratch(ConvolutionShape shape);

    /**
     * Y = act(X ∗ W + b) for the output pixels {@code fromPixel} to {@code toPixel} of all images.
     *
     * <p>If the activation {@linkplain Activation#saved() saves} its input, Z is written to {@code z} and Y to {@code y};
     * else {@code z} is ignored. Whoever doesn't need Z may give {@code y} for {@code z}.
     */
    void convolve(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace);

    /**
     * The parameters as they are now, rounded to {@code precision}, in the form that {@link #predict} reads.
     *
     * @param parameters in any layout
     */
    default FrozenAffine freeze(ConvolutionShape shape, Affine parameters, Precision precision) {
        Affine copy = Affine.allocate(weightLayout(shape));
        for (int f = 0; f < shape.filters(); f++) {
            for (int i = 0; i < shape.patch(); i++) copy.setWeight(i, f, precision.round(parameters.weight(i, f)));
            copy.setBias(f, parameters.bias(f));
        }
        return new FrozenFloats(copy, precision);
    }

    /**
     * Y = act(X ∗ W + b) for the output pixels {@code fromPixel} to {@code toPixel} of all images: the same bits as {@link
     * #convolve} gives with the rounded weights.
     *
     * @param parameters made by {@link #freeze} of these kernels
     */
    default void predict(
            int fromPixel,
            int toPixel,
            Rows x,
            ConvolutionShape shape,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace) {
        if (!(parameters instanceof FrozenFloats floats)) {
            throw new IllegalArgumentException("not frozen by these kernels: " + parameters);
        }
        convolve(fromPixel, toPixel, x, shape, floats.affine(), activation, y, y, workspace);
    }

    /** {@link #scratch(ConvolutionShape)} for {@link #predict}. */
    default int scratch(ConvolutionShape shape, FrozenAffine parameters) {
        return scratch(shape);
    }

    /**
     * dW for the rows {@code fromRow} to {@code toRow} of dW, all filters: sums over the output pixels of all {@code batch}
     * images.
     *
     * @param accumulate add to what {@code gradient} holds, instead of overwriting it
     */
    void convolveWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            ConvolutionShape shape,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace);

    /**
     * {@link #convolveWeights} and one optimiser step on W, both for the rows {@code fromRow} to {@code toRow}: the same
     * bits as one after the other gives.
     *
     * @param gradient where dW may be written, the same places as {@code parameters}; undefined afterwards
     */
    default void convolveWeightsUpdate(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            ConvolutionShape shape,
            Rows dz,
            Affine parameters,
            Affine gradient,
            OptimizerState state,
            Workspace workspace) {
        convolveWeights(batch, fromRow, toRow, x, shape, dz, gradient, false, workspace);
        TrainingKernels.SCALAR.updateRows(state, parameters, gradient, fromRow, toRow);
    }

    /** dX, the gradient of the input, for the images {@code fromImage} to {@code toImage}, all of each. */
    void convolveInput(
            int fromImage,
            int toImage,
            Rows dz,
            ConvolutionShape shape,
            Affine parameters,
            Rows dx,
            Workspace workspace);

    /**
     * Y: the largest value of each window, channel by channel, of the images {@code fromImage} to {@code toImage}. The first
     * of equal values counts, −0 and 0 being equal; NaN is larger than any number, and of several the last counts.
     */
    default void maxPool(int fromImage, int toImage, Rows x, PoolWindows windows, Rows y) {
        ScalarMaxPooling.values(fromImage, toImage, x, windows, y);
    }

    /**
     * dX of {@link #maxPool}, for the images {@code fromImage} to {@code toImage}, all of each: each dY is added to where
     * its value came from, in the order of the output pixels.
     */
    default void maxPoolInput(int fromImage, int toImage, Rows dy, Rows x, PoolWindows windows, Rows dx) {
        ScalarMaxPooling.gradient(fromImage, toImage, dy, x, windows, dx);
    }

    /**
     * Brings the operations for this shape to full speed, where the JVM would otherwise interpret them at first. Nothing to
     * do by default.
     */
    default void warmUp(ConvolutionShape shape, Activation activation, boolean training) {}
}
