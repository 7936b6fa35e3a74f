package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** Rows {@code fromRow} to {@code toRow}; exponentials and their sum in double precision. */
    private void rows(int fromRow, int toRow, Rows x, Rows y) {
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

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(maxBatch);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(new Frozen());
    }

    /** Softmax at work on batches. */
    private final class Pass implements NestedPass {
        private final Rows y;

        Pass(int maxBatch) {
            y = Rows.allocate(maxBatch, in);
        }

        @Override
        public Rows forward(int batch, Rows x) {
            x.require("x", batch, in);
            rows(0, batch, x, y);
            return y;
        }

        /** dxⱼ = yⱼ (dyⱼ − Σ dyᵢ yᵢ), or dyⱼ − eʸʲ Σ dyᵢ for the logarithm. */
        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx == null) return;
            for (int r = 0; r < batch; r++) {
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

    /** Softmax in a model. */
    private final class Frozen implements FrozenUnchanged {
        @Override
        public Layer layer() {
            return Softmax.this;
        }

        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            rows(fromRow, toRow, x, y);
        }

        @Override
        public long work() {
            return 20L * in;
        }
    }
}
