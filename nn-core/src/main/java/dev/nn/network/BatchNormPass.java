package dev.nn.network;

import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation at work, cut by channels: each channel's sums stay on one thread, in the order of the rows and their
 * pixels, in double precision. So a result has the same bits for any number of threads.
 */
final class BatchNormPass implements LayerPass {
    private final BatchNorm layer;
    private final int channels;
    private final int pixels;
    private final Team team;
    private final @Nullable Affine gradient;
    private final Rows y;

    /** Of the last batch, for the way back: its mean and 1/√(σ² + ε). */
    private final float[] means;

    private final float[] inverses;
    private final double[] sums;
    private final double[] moments;
    private final float[] scales;
    private final float[] shifts;

    private int batch;
    private Rows x;
    private Rows dy;
    private @Nullable Rows dx;
    private final Team.Operation forward = this::forwardPart;
    private final Team.Operation forwardTraining = this::forwardTrainingPart;
    private final Team.Operation backward = this::backwardPart;

    /** @param gradient where gradients go; null if there won't be any */
    BatchNormPass(BatchNorm layer, int maxBatch, Team team, @Nullable Affine gradient) {
        this.layer = layer;
        this.channels = layer.channels();
        this.pixels = layer.pixels();
        this.team = team;
        this.gradient = gradient;
        this.y = Rows.allocate(maxBatch, layer.out());
        this.means = new float[channels];
        this.inverses = new float[channels];
        this.sums = new double[channels];
        this.moments = new double[channels];
        this.scales = new float[channels];
        this.shifts = new float[channels];
        this.x = y;
        this.dy = y;
    }

    @Override
    public Rows forward(int rows, Rows input) {
        input.require("x", rows, layer.in());
        batch = rows;
        x = input;
        layer.scaling(scales, shifts);
        team.run(forward, (long) rows * layer.in());
        return y;
    }

    @Override
    public Rows forwardTraining(int rows, Rows input, long noise) {
        input.require("x", rows, layer.in());
        batch = rows;
        x = input;
        team.run(forwardTraining, (long) rows * layer.in());
        if ((long) rows * pixels > 1) layer.parameters().data()[layer.batches()]++;
        return y;
    }

    @Override
    public void backward(
            int rows, Rows input, Rows outputGradient, @Nullable Rows inputGradient, @Nullable OptimizerState update) {
        batch = rows;
        x = input;
        dy = outputGradient;
        dx = inputGradient;
        team.run(backward, (long) rows * layer.in());
        if (update == null) return;
        Affine parameters = layer.parameters();
        float[] gradients = Objects.requireNonNull(gradient).data();
        int weights = parameters.weights(), bias = parameters.bias();
        layer.kernels().training().update(update, parameters.data(), gradients, weights, weights + channels);
        layer.kernels().training().update(update, parameters.data(), gradients, bias, bias + channels);
    }

    private void forwardPart(int part, int parts) {
        scale(
                0,
                batch,
                pixels,
                Team.cut(channels, part, parts),
                Team.cut(channels, part + 1, parts),
                scales,
                shifts,
                x,
                y);
    }

    /** y = scale · x + shift, channel by channel. */
    static void scale(
            int fromRow,
            int toRow,
            int pixels,
            int fromChannel,
            int toChannel,
            float[] scales,
            float[] shifts,
            Rows x,
            Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            for (int p = 0; p < pixels; p++) {
                int xi = x.index(r, p * scales.length), yi = y.index(r, p * scales.length);
                scale(fromChannel, toChannel, scales, shifts, x.data(), xi, y.data(), yi);
            }
        }
    }

    private static void scale(int from, int to, float[] scales, float[] shifts, float[] x, int xi, float[] y, int yi) {
        for (int c = from; c < to; c++) y[yi + c] = x[xi + c] * scales[c] + shifts[c];
    }

    private void forwardTrainingPart(int part, int parts) {
        int from = Team.cut(channels, part, parts), to = Team.cut(channels, part + 1, parts);
        long count = (long) batch * pixels;
        if (count == 0) return;
        moments(from, to, count);
        float[] values = layer.parameters().data();
        double share = layer.momentum();
        for (int c = from; c < to; c++) {
            double mean = sums[c], variance = moments[c] / count;
            double inverse = 1 / Math.sqrt(variance + layer.epsilon());
            means[c] = (float) mean;
            inverses[c] = (float) inverse;
            scales[c] = (float) (layer.parameters().weight(0, c) * inverse);
            if (count == 1) continue;
            int m = layer.mean(c), v = layer.variance(c);
            values[m] = (float) ((1 - share) * values[m] + share * mean);
            values[v] = (float) ((1 - share) * values[v] + share * (moments[c] / (count - 1)));
        }
        for (int r = 0; r < batch; r++) {
            for (int p = 0; p < pixels; p++) {
                int xi = x.index(r, p * channels), yi = y.index(r, p * channels);
                normalize(from, to, x.data(), xi, y.data(), yi);
            }
        }
    }

    private void normalize(int from, int to, float[] values, int xi, float[] results, int yi) {
        float[] beta = layer.parameters().data();
        int bias = layer.parameters().bias();
        for (int c = from; c < to; c++) results[yi + c] = (values[xi + c] - means[c]) * scales[c] + beta[bias + c];
    }

    /** Means into {@link #sums}, and sums of squared differences from them into {@link #moments}. */
    private void moments(int from, int to, long count) {
        for (int c = from; c < to; c++) {
            sums[c] = 0;
            moments[c] = 0;
        }
        for (int r = 0; r < batch; r++) {
            for (int p = 0; p < pixels; p++) add(from, to, x.data(), x.index(r, p * channels), sums);
        }
        for (int c = from; c < to; c++) sums[c] /= count;
        for (int r = 0; r < batch; r++) {
            for (int p = 0; p < pixels; p++) addSquares(from, to, x.data(), x.index(r, p * channels), sums, moments);
        }
    }

    private static void add(int from, int to, float[] values, int at, double[] sums) {
        for (int c = from; c < to; c++) sums[c] += values[at + c];
    }

    private static void addSquares(int from, int to, float[] values, int at, double[] means, double[] squares) {
        for (int c = from; c < to; c++) {
            double difference = values[at + c] - means[c];
            squares[c] += difference * difference;
        }
    }

    /** dβ = Σ dy, dγ = Σ dy·x̂, dx = γ/√(σ² + ε) · (dy − dβ/n − x̂·dγ/n). */
    private void backwardPart(int part, int parts) {
        int from = Team.cut(channels, part, parts), to = Team.cut(channels, part + 1, parts);
        for (int c = from; c < to; c++) {
            sums[c] = 0;
            moments[c] = 0;
        }
        for (int r = 0; r < batch; r++) {
            for (int p = 0; p < pixels; p++) {
                addGradients(from, to, x.data(), x.index(r, p * channels), dy.data(), dy.index(r, p * channels));
            }
        }
        Affine target = Objects.requireNonNull(gradient);
        for (int c = from; c < to; c++) {
            target.setBias(c, (float) sums[c]);
            target.setWeight(0, c, (float) moments[c]);
        }
        Rows below = dx;
        if (below == null || batch == 0) return;
        double count = (double) batch * pixels;
        // As floats from here on: shares of the sums in each element.
        for (int c = from; c < to; c++) {
            shifts[c] = (float) (sums[c] / count);
            moments[c] = moments[c] / count;
        }
        for (int r = 0; r < batch; r++) {
            for (int p = 0; p < pixels; p++) {
                int xi = x.index(r, p * channels), dyi = dy.index(r, p * channels), dxi = below.index(r, p * channels);
                gradient(from, to, x.data(), xi, dy.data(), dyi, below.data(), dxi);
            }
        }
    }

    private void addGradients(int from, int to, float[] values, int xi, float[] gradients, int dyi) {
        for (int c = from; c < to; c++) {
            double d = gradients[dyi + c];
            sums[c] += d;
            moments[c] += d * ((values[xi + c] - means[c]) * inverses[c]);
        }
    }

    private void gradient(
            int from, int to, float[] values, int xi, float[] gradients, int dyi, float[] result, int dxi) {
        for (int c = from; c < to; c++) {
            float normal = (values[xi + c] - means[c]) * inverses[c];
            result[dxi + c] = (gradients[dyi + c] - shifts[c] - normal * (float) moments[c]) * scales[c];
        }
    }
}
