package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Precision;
import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.Arrays;

/**
 * Predictions by plain loops with the bits of {@link SimdDenseKernels}: for the first second of a program, while those
 * are being compiled.
 *
 * <p>Every sum has the same terms in the same order, rounded the same way ({@code Math.fma} is one instruction even in the
 * interpreter, on every processor that these kernels support), so nobody can tell from a result which of the two computed
 * it. Nothing here loads a class of the Vector API, which alone would take longer than a first prediction.
 */
final class PlainKernels implements PredictKernels {
    /** Sums side by side in a dot product, as many as the widest vector has lanes; a power of two. */
    private static final int LANES = 16;

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public FrozenAffine freeze(Affine parameters, Precision precision) {
        return new PlainWeights(parameters, precision);
    }

    @Override
    public int predictScratch(int batch, FrozenAffine parameters) {
        return LANES;
    }

    @Override
    public void predict(
            int fromRow,
            int toRow,
            Rows x,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace) {
        PlainWeights weights = (PlainWeights) parameters;
        for (int r = fromRow; r < toRow; r++) {
            if (weights.transposed())
                dots(x.data(), x.index(r, 0), weights, y.data(), y.index(r, 0), workspace.scratch());
            else columns(x.data(), x.index(r, 0), weights, y.data(), y.index(r, 0));
            PlainActivations.apply(activation, y.data(), y.index(r, 0), weights.out());
        }
    }

    /** Like {@link ForwardProduct}: each sum starts from the bias and goes through the inputs in their order. */
    private static void columns(float[] x, int xi, PlainWeights weights, float[] y, int yi) {
        int in = weights.in(), out = weights.out();
        System.arraycopy(weights.bias(), 0, y, yi, out);
        for (int k = 0; k < in; k++) addScaled(x[xi + k], weights.weights(), k * out, y, yi, out);
    }

    /** A loop of its own, which C2 turns into vector code by itself. */
    private static void addScaled(float factor, float[] w, int wi, float[] y, int yi, int n) {
        for (int j = 0; j < n; j++) y[yi + j] = Math.fma(factor, w[wi + j], y[yi + j]);
    }

    /** Like {@link NarrowProducts}: sixteen sums side by side, then their tree, then the bias. */
    private static void dots(float[] x, int xi, PlainWeights weights, float[] y, int yi, float[] sums) {
        int in = weights.in();
        for (int j = 0; j < weights.out(); j++) {
            Arrays.fill(sums, 0, LANES, 0f);
            for (int k = 0; k < in; k += LANES) {
                addProducts(x, xi + k, weights.weights(), j * in + k, sums, Math.min(LANES, in - k));
            }
            for (int half = LANES / 2; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) sums[i] += sums[i + half];
            }
            y[yi + j] = sums[0] + weights.bias()[j];
        }
    }

    private static void addProducts(float[] x, int xi, float[] w, int wi, float[] sums, int n) {
        for (int i = 0; i < n; i++) sums[i] = Math.fma(x[xi + i], w[wi + i], sums[i]);
    }

    /** Some thousand steps of the loops, which is what it takes for C1 to look at them: a few milliseconds. */
    @Override
    public void warmUpPredict(int maxBatch, FrozenAffine parameters, Activation activation) {
        float[] some = new float[256], sums = new float[256];
        for (int i = 0; i < 400; i++) {
            addScaled(1, some, 0, sums, 0, some.length);
            addProducts(some, 0, some, 0, sums, LANES);
        }
    }
}
