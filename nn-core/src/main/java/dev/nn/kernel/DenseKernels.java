package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

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
     * dW = Xᵀ·dZ and one optimiser step on W, both for the rows {@code fromRow} to {@code toRow}: the same bits as
     * {@link #backwardWeights} and then {@link TrainingKernels#update} give, but dW need not reach memory.
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
        training().updateRows(state, parameters, gradient, fromRow, toRow);
    }

    /** What a training step computes beside its layers; the same object at every call. */
    default TrainingKernels training() {
        return TrainingKernels.SCALAR;
    }

    /** The arithmetic of convolution layers, by default that of plain loops; it keeps nothing between calls. */
    default ConvolutionKernels convolution() {
        return new ScalarConvolutionKernels();
    }

    /**
     * The same arithmetic for sixteen small networks at once, or null if these kernels know no faster way than one after the
     * other. To be asked at each step: kernels that others replace when they are warm answer with those of the moment.
     */
    default @Nullable LaneKernels lanes() {
        return null;
    }

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
}
