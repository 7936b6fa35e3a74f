package dev.nn.kernel;

import dev.nn.activation.Sigmoid;

/** Binary cross-entropy of logits as plain loops in double precision: the definition. */
final class ScalarBinaryCrossEntropy {
    private ScalarBinaryCrossEntropy() {}

    /** The contract of {@link TrainingKernels#binaryCrossEntropy}. */
    static double evaluate(int batch, int outputs, Rows z, Rows target, float scale, Rows dz) {
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            int zr = z.index(r, 0), tr = target.index(r, 0), dzr = dz.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                double zj = z.data()[zr + j], tj = target.data()[tr + j];
                sum += value(zj, tj);
                dz.data()[dzr + j] = (float) (scale * (Sigmoid.of(zj) - tj));
            }
        }
        return sum;
    }

    /** −t ln σ(z) − (1 − t) ln(1 − σ(z)), in a form that neither overflows nor cancels. */
    private static double value(double z, double t) {
        return Math.max(z, 0) - z * t + Math.log1p(Math.exp(-Math.abs(z)));
    }
}
