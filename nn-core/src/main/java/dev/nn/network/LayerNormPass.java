package dev.nn.network;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Layer normalisation at work: cut by rows, and the sums of dγ and dβ by columns, where each stays on one thread. So a
 * result has the same bits for any number of threads.
 */
final class LayerNormPass implements LayerPass {
    private final LayerNorm layer;
    private final int width;
    private final @Nullable Affine gradient;
    private final Team team;
    private final Rows y;

    /** Of each row of the last batch: its mean and 1/√(σ² + ε). */
    private final float[] means;

    private final float[] inverses;
    private int batch;
    private Rows x;
    private Rows dy;
    private Rows dx;
    private final Team.Operation forward = this::forwardPart;
    private final Team.Operation backwardParameters = this::backwardParametersPart;
    private final Team.Operation backwardInput = this::backwardInputPart;

    /** @param gradient where dγ and dβ go, or null if they are not wanted */
    LayerNormPass(LayerNorm layer, int maxBatch, Team team, @Nullable Affine gradient) {
        this.layer = layer;
        this.width = layer.in();
        this.gradient = gradient;
        this.team = team;
        this.y = Rows.allocate(maxBatch, width);
        this.means = new float[maxBatch];
        this.inverses = new float[maxBatch];
        this.x = y;
        this.dy = y;
        this.dx = y;
    }

    @Override
    public Rows forward(int rows, Rows input) {
        input.require("x", rows, width);
        batch = rows;
        x = input;
        team.run(forward, (long) rows * width);
        return y;
    }

    @Override
    public void backward(
            int rows, Rows input, Rows outputGradient, @Nullable Rows inputGradient, @Nullable OptimizerState update) {
        batch = rows;
        x = input;
        dy = outputGradient;
        if (gradient != null) team.run(backwardParameters, (long) rows * width);
        if (inputGradient != null) {
            dx = inputGradient;
            team.run(backwardInput, (long) rows * width);
        }
        if (gradient == null || update == null) return;
        Affine parameters = layer.parameters();
        int weights = parameters.weights(), bias = parameters.bias();
        layer.kernels().training().update(update, parameters.data(), gradient.data(), weights, weights + width);
        layer.kernels().training().update(update, parameters.data(), gradient.data(), bias, bias + width);
    }

    private void forwardPart(int part, int parts) {
        float[] values = layer.parameters().data();
        int gamma = layer.parameters().weights(), beta = layer.parameters().bias();
        for (int r = Team.cut(batch, part, parts); r < Team.cut(batch, part + 1, parts); r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            double mean = LayerNorm.mean(x.data(), xr, width);
            float center = (float) mean;
            float inverse = (float) LayerNorm.inverse(x.data(), xr, width, mean, layer.epsilon());
            means[r] = center;
            inverses[r] = inverse;
            for (int j = 0; j < width; j++) {
                y.data()[yr + j] = (x.data()[xr + j] - center) * inverse * values[gamma + j] + values[beta + j];
            }
        }
    }

    /** dβ = Σ dy, dγ = Σ dy·x̂. */
    private void backwardParametersPart(int part, int parts) {
        int from = Team.cut(width, part, parts), to = Team.cut(width, part + 1, parts);
        Affine target = Objects.requireNonNull(gradient);
        float[] sums = target.data();
        int gamma = target.weights(), beta = target.bias();
        for (int j = from; j < to; j++) {
            sums[gamma + j] = 0;
            sums[beta + j] = 0;
        }
        for (int r = 0; r < batch; r++) {
            int xr = x.index(r, 0), dyr = dy.index(r, 0);
            float center = means[r], inverse = inverses[r];
            for (int j = from; j < to; j++) {
                float d = dy.data()[dyr + j];
                sums[beta + j] += d;
                sums[gamma + j] += d * ((x.data()[xr + j] - center) * inverse);
            }
        }
    }

    /** dx = (d − mean(d) − x̂·mean(d·x̂))/√(σ² + ε) with d = dy ⊙ γ. */
    private void backwardInputPart(int part, int parts) {
        float[] values = layer.parameters().data();
        int gamma = layer.parameters().weights();
        for (int r = Team.cut(batch, part, parts); r < Team.cut(batch, part + 1, parts); r++) {
            int xr = x.index(r, 0), dyr = dy.index(r, 0), dxr = dx.index(r, 0);
            float center = means[r], inverse = inverses[r];
            double sum = 0, product = 0;
            for (int j = 0; j < width; j++) {
                double d = dy.data()[dyr + j] * values[gamma + j];
                sum += d;
                product += d * ((x.data()[xr + j] - center) * inverse);
            }
            float mean = (float) (sum / width), slope = (float) (product / width);
            for (int j = 0; j < width; j++) {
                float d = dy.data()[dyr + j] * values[gamma + j], normal = (x.data()[xr + j] - center) * inverse;
                dx.data()[dxr + j] = (d - mean - normal * slope) * inverse;
            }
        }
    }
}
