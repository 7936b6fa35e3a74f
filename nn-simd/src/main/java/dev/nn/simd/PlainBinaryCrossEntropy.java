package dev.nn.simd;

import dev.nn.kernel.Rows;

/** Binary cross-entropy in plain Java, with the bits of {@link SimdBinaryCrossEntropy}, which also says what becomes 0. */
final class PlainBinaryCrossEntropy {
    /** Outputs whose losses are added up together. */
    static final int BLOCK = 256;

    /** Floats of scratch memory that a call needs. */
    static final int SCRATCH = BLOCK;

    private static final float NEGLIGIBLE = SimdBinaryCrossEntropy.NEGLIGIBLE;

    private PlainBinaryCrossEntropy() {}

    /** The contract of {@code DenseKernels#binaryCrossEntropy}. */
    static double evaluate(int batch, int outputs, Rows z, Rows target, float scale, Rows dz, float[] losses) {
        double loss = 0;
        int n = 0;
        for (int r = 0; r < batch; r++) {
            int zi = z.index(r, 0), ti = target.index(r, 0), dzi = dz.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                float logit = z.data()[zi + j], t = target.data()[ti + j];
                float u = PlainExponential.exp(-Math.abs(logit));
                losses[n++] = Math.fma(-logit, t, logit < 0 ? 0 : logit) + PlainLogarithm.log1p(u);
                dz.data()[dzi + j] = gradient(logit, t, u, scale);
                if (n < BLOCK) continue;
                loss += sum(n, losses, 0);
                n = 0;
            }
        }
        return n == 0 ? loss : loss + sum(n, losses, 0);
    }

    private static float gradient(float z, float t, float u, float scale) {
        float plus = (z < 0 ? u : 1) * (1 - t);
        float difference = Math.fma(-(z < 0 ? 1 : u), t, plus);
        float gradient = difference / (u + 1);
        return Math.abs(gradient) < NEGLIGIBLE ? 0 : gradient * scale;
    }

    /** The sum of n losses: four sums side by side, for one alone would wait for each addition. */
    static double sum(int n, float[] losses, int from) {
        double a = 0, b = 0, c = 0, d = 0;
        int i = from;
        for (; i + 4 <= from + n; i += 4) {
            a += losses[i];
            b += losses[i + 1];
            c += losses[i + 2];
            d += losses[i + 3];
        }
        for (; i < from + n; i++) a += losses[i];
        return (a + b) + (c + d);
    }
}
