package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.List;

/**
 * The softmax of each row as a last layer: yⱼ = eᶻⱼ / Σ eᶻᵢ, or its logarithm.
 *
 * <p>For models that answer with probabilities, as other libraries' files often do. For training, leave it out: {@link
 * dev.nn.loss.SoftmaxCrossEntropy} takes the logits z, which is exact where the logarithm of a rounded probability is
 * not.
 *
 * @param in values per row: classes
 * @param log whether y is the logarithm, zⱼ − ln Σ eᶻᵢ
 */
public record Softmax(int in, boolean log) implements ParameterFree {
    @Override
    public int out() {
        return in;
    }

    @Override
    public String describe() {
        return log ? "log-softmax" : "softmax";
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double logSum = dev.nn.loss.Softmax.logSumExp(x);
        double[] y = new double[in];
        for (int j = 0; j < in; j++) y[j] = log ? x[j] - logSum : Math.exp(x[j] - logSum);
        return y;
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return operation().pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return operation().frozen();
    }

    private RowOperation operation() {
        return new RowOperation(this, 20L * in, this::values, this::gradients);
    }

    /** Exponentials and their sum in double precision. */
    private void values(int fromRow, int toRow, Rows x, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            float largest = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < in; j++) largest = Math.max(largest, x.data()[xr + j]);
            double sum = 0;
            for (int j = 0; j < in; j++) {
                double e = Math.exp(x.data()[xr + j] - largest);
                y.data()[yr + j] = (float) e;
                sum += e;
            }
            double shift = largest + Math.log(sum);
            for (int j = 0; j < in; j++) {
                y.data()[yr + j] = (float) (log ? x.data()[xr + j] - shift : y.data()[yr + j] / sum);
            }
        }
    }

    /** dxⱼ = yⱼ (dyⱼ − Σ dyᵢ yᵢ), or dyⱼ − eʸʲ Σ dyᵢ for the logarithm. */
    private void gradients(int fromRow, int toRow, Rows x, Rows y, Rows dy, Rows dx) {
        for (int r = fromRow; r < toRow; r++) {
            int yr = y.index(r, 0), dyr = dy.index(r, 0), dxr = dx.index(r, 0);
            double sum = 0;
            for (int j = 0; j < in; j++) sum += dy.data()[dyr + j] * (log ? 1.0 : y.data()[yr + j]);
            for (int j = 0; j < in; j++) {
                double d = dy.data()[dyr + j], value = y.data()[yr + j];
                dx.data()[dxr + j] = (float) (log ? d - Math.exp(value) * sum : value * (d - sum));
            }
        }
    }
}
