package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Layer normalisation: y = γ ⊙ (x − μ)/√(σ² + ε) + β, where μ and σ² are those of the row's own values; the same in
 * training and in use.
 *
 * <p>Ba, Kiros, Hinton: Layer normalization. 2016, <a href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</a>.
 *
 * @param kernels what computes the optimiser's step
 * @param parameters γ as the weights of one input, and β as the bias, for each value; a layout without padding
 * @param epsilon ε
 */
public record LayerNorm(DenseKernels kernels, Affine parameters, double epsilon) implements Layer {
    /** As PyTorch has it. */
    public static final double EPSILON = 1e-5;

    public LayerNorm {
        check(epsilon);
    }

    static void check(double epsilon) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("layer norm: epsilon must be positive, was " + epsilon);
        }
    }

    @Override
    public int in() {
        return parameters.layout().out();
    }

    @Override
    public int out() {
        return in();
    }

    @Override
    public String describe() {
        return "layer norm " + in();
    }

    @Override
    public int parameterCount() {
        return Math.multiplyExact(2, in());
    }

    @Override
    public int parameterIndex(int i) {
        return i < in() ? parameters.weights() + i : parameters.bias() + i - in();
    }

    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {
        for (int j = 0; j < in(); j++) {
            parameters.setWeight(0, j, 1);
            parameters.setBias(j, 0);
        }
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new LayerNormPass(this, maxBatch, team, null);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new LayerNormPass(this, maxBatch, team, parameters.in(gradient));
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return newPass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        float[] scales = new float[in()], shifts = new float[in()];
        for (int j = 0; j < in(); j++) {
            scales[j] = parameters.weight(0, j);
            shifts[j] = parameters.bias(j);
        }
        return List.of(new Frozen(scales, shifts, epsilon));
    }

    @Override
    public double[] apply(double[] x, double[] values) {
        double mean = 0, squares = 0;
        for (double value : x) mean += value / x.length;
        for (double value : x) squares += (value - mean) * (value - mean);
        double deviation = Math.sqrt(squares / x.length + epsilon);
        double[] y = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            y[j] = (x[j] - mean) / deviation * values[parameters.weights() + j] + values[parameters.bias() + j];
        }
        return y;
    }

    /** The mean of n values, in double precision. */
    static double mean(float[] values, int from, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) sum += values[from + j];
        return sum / n;
    }

    /** 1/√(σ² + ε) of n values, in double precision. */
    static double inverse(float[] values, int from, int n, double mean, double epsilon) {
        double squares = 0;
        for (int j = 0; j < n; j++) {
            double difference = values[from + j] - mean;
            squares += difference * difference;
        }
        return 1 / Math.sqrt(squares / n + epsilon);
    }

    /** Layer normalisation in a model. */
    private record Frozen(float[] scales, float[] shifts, double epsilon) implements PlainFrozenLayer {
        @Override
        public int in() {
            return scales.length;
        }

        @Override
        public int out() {
            return scales.length;
        }

        @Override
        public String describe() {
            return "layer norm " + scales.length;
        }

        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            int n = scales.length;
            for (int r = fromRow; r < toRow; r++) {
                int xr = x.index(r, 0), yr = y.index(r, 0);
                double mean = mean(x.data(), xr, n);
                float center = (float) mean, inverse = (float) inverse(x.data(), xr, n, mean, epsilon);
                for (int j = 0; j < n; j++) {
                    y.data()[yr + j] = (x.data()[xr + j] - center) * inverse * scales[j] + shifts[j];
                }
            }
        }

        @Override
        public long bytes() {
            return 2L * scales.length * Float.BYTES;
        }

        @Override
        public long work() {
            return 4L * scales.length;
        }
    }
}
