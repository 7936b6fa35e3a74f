package dev.nn.simd.plain;

import dev.nn.kernel.Rows;
import dev.nn.simd.formula.FullExponential;
import dev.nn.simd.formula.Logarithm1p;
import dev.nn.simd.function.LossSum;
import dev.nn.simd.function.SimdBinaryCrossEntropy;

/** Binary cross-entropy in plain Java, with the bits of {@link SimdBinaryCrossEntropy}, which also says what becomes 0. */
public final class PlainBinaryCrossEntropy {
    /** Floats of scratch memory that a call needs. */
    static final int SCRATCH = LossSum.BLOCK;

    private static final float NEGLIGIBLE = SimdBinaryCrossEntropy.NEGLIGIBLE;

    private PlainBinaryCrossEntropy() {}

    /** The contract of {@code TrainingKernels#binaryCrossEntropy}. */
    static double evaluate(int batch, int outputs, Rows z, Rows target, float scale, Rows dz, float[] losses) {
        double loss = 0;
        int n = 0;
        for (int r = 0; r < batch; r++) {
            int zi = z.index(r, 0), ti = target.index(r, 0), dzi = dz.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                float logit = z.data()[zi + j], t = target.data()[ti + j];
                float u = FullExponential.value(-Math.abs(logit));
                losses[n++] = Math.fma(-logit, t, logit < 0 ? 0 : logit) + Logarithm1p.value(u);
                dz.data()[dzi + j] = gradient(logit, t, u, scale);
                if (n < LossSum.BLOCK) continue;
                loss += LossSum.of(n, losses, 0);
                n = 0;
            }
        }
        return n == 0 ? loss : loss + LossSum.of(n, losses, 0);
    }

    private static float gradient(float z, float t, float u, float scale) {
        float plus = (z < 0 ? u : 1) * (1 - t);
        float difference = Math.fma(-(z < 0 ? 1 : u), t, plus);
        float gradient = difference / (u + 1);
        return Math.abs(gradient) < NEGLIGIBLE ? 0 : gradient * scale;
    }
}
