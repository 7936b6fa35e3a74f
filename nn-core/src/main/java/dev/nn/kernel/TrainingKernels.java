package dev.nn.kernel;

import dev.nn.optimizer.OptimizerState;

/**
 * The arithmetic of a training step beside its layers: the conversion of pixels, the loss, the gradient's norm, and the
 * optimiser's step.
 *
 * <p>What {@link DenseKernels} promises holds here too. The loops here are the definitions; implementations replace those
 * that they compute faster.
 */
public interface TrainingKernels {
    /** The loops of this interface as they are. */
    TrainingKernels SCALAR = new TrainingKernels() {};

    /** Writes n unsigned bytes, divided by {@code divisor}: {@code to[ti + i] = from[fi + i] / divisor}. */
    default void scaleBytes(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
        for (int i = 0; i < n; i++) to[ti + i] = (from[fi + i] & 0xff) / divisor;
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
     * One optimiser step over the elements {@code from} to {@code to} of {@code parameters}; elementwise.
     *
     * <p>By default the rule's own loop: it runs at memory speed, and C2 vectorises it as well as vectors by hand would.
     */
    default void update(OptimizerState state, float[] parameters, float[] gradient, int from, int to) {
        state.optimizer().step(state.coefficients(), parameters, gradient, state.first(), state.second(), from, to);
    }

    /** {@link #update} of the weights in the rows {@code fromRow} to {@code toRow} of W; the gradient lies in the same places. */
    default void updateRows(OptimizerState state, Affine parameters, Affine gradient, int fromRow, int toRow) {
        WeightLayout layout = parameters.layout();
        for (int run = 0; run < layout.runs(); run++) {
            int from = parameters.weights() + layout.run(run, fromRow);
            int to = parameters.weights() + layout.run(run, toRow);
            update(state, parameters.data(), gradient.data(), from, to);
        }
    }
}
