package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.optimizer.OptimizerState;

/**
 * The arithmetic of a dense layer, the seam between networks and the code that makes them fast.
 *
 * <p>Shapes: X is batch × in, W is in × out, b has out entries, Z = X·W + b, Y = act(Z). dY is the gradient of the loss
 * with respect to Y, dZ = dY ⊙ act′(Z). Matrices of the batch are {@link Rows}; W and b are an {@link Affine}.
 *
 * <p>Contract, proven by {@code DenseKernelsContract} for every implementation:
 *
 * <ul>
 *   <li>An operation runs on the calling thread, over the half-open range of rows or columns that it is given, and
 *       writes nothing outside. How a range is cut does not change a bit of the result.
 *   <li>Every sum has one order, which the shape alone decides: a result depends neither on its position in a tile nor
 *       on how many threads share the work.
 *   <li>Shapes have been checked by the caller ({@link Rows#require}); kernels only {@code assert}.
 *   <li>Outputs don't alias inputs, except where an operation says so.
 *   <li>After warm-up nothing is allocated; scratch memory comes with the {@link Workspace}.
 *   <li>NaN and infinities propagate as in plain arithmetic. Padding of weights stays zero as long as values are finite.
 * </ul>
 *
 * Implementations are stateless and safe to share between threads.
 */
public interface DenseKernels extends PredictKernels {
    /** The layout in which this implementation wants the weights of an in × out layer. */
    WeightLayout weightLayout(int in, int out);

    /** Floats of scratch memory that any operation on this shape may use per thread. */
    int scratch(int batch, WeightLayout layout);

    /**
     * Y = act(X·W + b) for rows {@code fromRow} to {@code toRow}.
     *
     * <p>If the activation {@linkplain Activation#saved() saves} its input, Z is written to {@code z} and Y to {@code y};
     * else {@code z} is ignored. Whoever doesn't need Z may give {@code y} for {@code z}.
     */
    void forward(
            int fromRow,
            int toRow,
            Rows x,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace);

    /**
     * dZ = dY ⊙ act′ and db = column sums of dZ, for the columns {@code fromColumn} to {@code toColumn} of all
     * {@code batch} rows, in one pass. {@code saved} is Z or Y, as {@link Activation#saved()} says; {@code dz} may be
     * {@code dy}. db overwrites.
     */
    void backwardActivation(
            int batch,
            int fromColumn,
            int toColumn,
            Activation activation,
            Rows dy,
            Rows saved,
            Rows dz,
            Affine gradient,
            Workspace workspace);

    /**
     * dW = Xᵀ·dZ for the rows {@code fromRow} to {@code toRow} of dW, which are inputs of the layer, all columns.
     *
     * @param accumulate add to what {@code gradient} holds, instead of overwriting it
     */
    void backwardWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace);

    /** dX = dZ·Wᵀ for the columns {@code fromColumn} to {@code toColumn} of dX, which are inputs of the layer. */
    void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace);

    /**
     * One optimiser step over the elements {@code from} to {@code to} of {@code parameters}; elementwise.
     *
     * <p>By default the rule's own loop: it runs at memory speed, and C2 vectorises it as well as vectors by hand would.
     */
    default void update(OptimizerState state, float[] parameters, float[] gradient, int from, int to) {
        state.optimizer().step(state.coefficients(), parameters, gradient, state.first(), state.second(), from, to);
    }

    /**
     * dW = Xᵀ·dZ and one optimiser step on W, both for the rows {@code fromRow} to {@code toRow}: the same bits as
     * {@link #backwardWeights} and then {@link #update} give, but dW need not reach memory.
     *
     * @param gradient where dW may be written, the same places as {@code parameters}; undefined afterwards
     */
    default void backwardWeightsUpdate(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            Affine parameters,
            Affine gradient,
            OptimizerState state,
            Workspace workspace) {
        backwardWeights(batch, fromRow, toRow, x, dz, gradient, false, workspace);
        WeightLayout layout = parameters.layout();
        for (int run = 0; run < layout.runs(); run++) {
            int from = parameters.weights() + layout.run(run, fromRow);
            int to = parameters.weights() + layout.run(run, toRow);
            update(state, parameters.data(), gradient.data(), from, to);
        }
    }

    /**
     * Softmax cross-entropy of rows {@code fromRow} to {@code toRow}: writes {@code scale}·(softmax(z) − onehot(label))
     * into {@code dz} (which may be {@code z}) and returns the sum over these rows of −log softmax(z)[label].
     *
     * @param classes columns of z and dz
     * @param labels one column: the class of each row, a whole number from 0 to classes − 1
     */
    default double softmaxCrossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, Workspace workspace) {
        return ScalarSoftmax.crossEntropy(fromRow, toRow, classes, z, labels, scale, dz);
    }

    /**
     * Binary cross-entropy of logits: writes {@code scale}·(σ(z) − t) into {@code dz} (which may be {@code z}) and
     * returns the sum over all outputs of −t ln σ(z) − (1 − t) ln(1 − σ(z)).
     *
     * @param outputs columns of z, target and dz
     * @param target the probabilities t, from 0 to 1
     */
    default double binaryCrossEntropy(
            int batch, int outputs, Rows z, Rows target, float scale, Rows dz, Workspace workspace) {
        return ScalarBinaryCrossEntropy.evaluate(batch, outputs, z, target, scale, dz);
    }

    /** Floats of scratch memory that {@link #softmaxCrossEntropy} and {@link #binaryCrossEntropy} may use. */
    default int lossScratch(int classes) {
        return 0;
    }

    /** Writes n unsigned bytes, divided by {@code divisor}: {@code to[ti + i] = from[fi + i] / divisor}. */
    default void scaleBytes(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
        for (int i = 0; i < n; i++) to[ti + i] = (from[fi + i] & 0xff) / divisor;
    }

    /** Brings {@link #scaleBytes} to full speed; see {@link #warmUp}. Nothing to do by default. */
    default void warmUpScaleBytes() {}

    /**
     * Sum of the squares of {@code from} to {@code to}, in double precision and in an order of its own.
     *
     * <p>By default four sums side by side, for one alone would wait for each addition.
     */
    default double sumOfSquares(float[] values, int from, int to) {
        double a = 0, b = 0, c = 0, d = 0;
        int i = from;
        for (; i + 4 <= to; i += 4) {
            a += (double) values[i] * values[i];
            b += (double) values[i + 1] * values[i + 1];
            c += (double) values[i + 2] * values[i + 2];
            d += (double) values[i + 3] * values[i + 3];
        }
        for (; i < to; i++) a += (double) values[i] * values[i];
        return (a + b) + (c + d);
    }

    /**
     * Brings the operations for this shape to full speed, where the JVM would otherwise interpret them at first; done
     * when a network is prepared, so that the first real call doesn't pay for it. Nothing to do by default.
     */
    default void warmUp(int batch, WeightLayout layout, Activation activation, boolean training) {}

    /** The same kernels for another purpose, with a warm-up of its own if that happens in the background. */
    default DenseKernels independent() {
        return this;
    }

    @Override
    default FrozenAffine freeze(Affine parameters, Precision precision) {
        return FrozenFloats.copyOf(parameters, precision);
    }

    /** {@inheritDoc} The same bits as {@link #forward} gives with the rounded weights. */
    @Override
    default void predict(
            int fromRow,
            int toRow,
            Rows x,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace) {
        if (!(parameters instanceof FrozenFloats floats)) {
            throw new IllegalArgumentException("not frozen by these kernels: " + parameters);
        }
        forward(fromRow, toRow, x, floats.affine(), activation, y, y, workspace);
    }

    @Override
    default int predictScratch(int batch, FrozenAffine parameters) {
        return parameters instanceof FrozenFloats floats
                ? scratch(batch, floats.affine().layout())
                : 0;
    }

    /** The arithmetic of convolution layers; by default that of plain loops. */
    default ConvolutionKernels convolution() {
        return new ScalarConvolutionKernels();
    }

    /** Like {@link #warmUp}, for {@link #softmaxCrossEntropy}. */
    default void warmUpSoftmax(int classes) {}

    /** Like {@link #warmUp}, for {@link #binaryCrossEntropy}. */
    default void warmUpBinaryCrossEntropy() {}
}
