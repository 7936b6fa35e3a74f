package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Batch normalisation: y = γ·(x − μ)/√(σ² + ε) + β for each channel. In training μ and σ² are those of the batch; in use
 * those that were remembered of all batches, each time by a share {@code momentum}. As in PyTorch the variance that
 * normalises is the biased one, and the one that is remembered the unbiased.
 *
 * <p>Of a batch of one value the variance is zero, and nothing is remembered of it.
 *
 * <p>Ioffe, Szegedy: Batch normalization: accelerating deep network training by reducing internal covariate shift. ICML
 * 2015.
 *
 * @param kernels what computes the optimiser's step
 * @param pixels of an image; 1 for rows that are none
 * @param parameters γ as the weights of one input, and β as the bias; a layout without padding
 * @param state where in the same array the remembered means begin; the variances and the number of batches follow
 * @param epsilon ε
 * @param momentum share of the newest batch in what is remembered
 */
public record BatchNorm(DenseKernels kernels, int pixels, Affine parameters, int state, double epsilon, double momentum)
        implements Layer {
    /** As PyTorch has it. */
    public static final double EPSILON = 1e-5;

    /** As PyTorch has it. */
    public static final double MOMENTUM = 0.1;

    public BatchNorm {
        check(epsilon, momentum);
    }

    static void check(double epsilon, double momentum) {
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("batch norm: epsilon must be positive, was " + epsilon);
        }
        if (!(momentum >= 0 && momentum <= 1)) {
            throw new IllegalArgumentException("batch norm: momentum must be in [0, 1], was " + momentum);
        }
    }

    /** Floats of what is remembered of so many channels. */
    static int stateSize(int channels) {
        return Math.addExact(Math.multiplyExact(2, channels), 1);
    }

    /** Number of channels: of means and variances. */
    public int channels() {
        return parameters.layout().out();
    }

    @Override
    public int in() {
        return pixels * channels();
    }

    @Override
    public int out() {
        return in();
    }

    @Override
    public String describe() {
        return "batch norm " + channels();
    }

    /** {@inheritDoc} What is remembered doesn't count. */
    @Override
    public int parameterCount() {
        return 2 * channels();
    }

    @Override
    public int parameterIndex(int i) {
        return i < channels() ? parameters.weights() + i : parameters.bias() + i - channels();
    }

    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {
        for (int c = 0; c < channels(); c++) {
            parameters.setWeight(0, c, 1);
            parameters.setBias(c, 0);
        }
    }

    /** Index of a channel's mean in the array of parameters. */
    public int mean(int channel) {
        return state + channel;
    }

    /** Index of a channel's variance in the array of parameters. */
    public int variance(int channel) {
        return state + channels() + channel;
    }

    /** Index of the number of batches in the array of parameters. */
    public int batches() {
        return state + 2 * channels();
    }

    /** Forgets all batches: mean 0, variance 1. */
    void forget() {
        for (int c = 0; c < channels(); c++) {
            parameters.data()[mean(c)] = 0;
            parameters.data()[variance(c)] = 1;
        }
        parameters.data()[batches()] = 0;
    }

    /** What a channel's values are multiplied by in use. */
    double scale(int channel) {
        return parameters.weight(0, channel) / Math.sqrt(parameters.data()[variance(channel)] + epsilon);
    }

    /** What is added to them then. */
    double shift(int channel) {
        return parameters.bias(channel) - parameters.data()[mean(channel)] * scale(channel);
    }

    /** Scales and then shifts of all channels as they are now. */
    void scaling(float[] scales, float[] shifts) {
        for (int c = 0; c < channels(); c++) {
            scales[c] = (float) scale(c);
            shifts[c] = (float) shift(c);
        }
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new BatchNormPass(this, maxBatch, team, null);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new BatchNormPass(this, maxBatch, team, parameters.in(gradient));
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return new FixedBatchNormPass(this, maxBatch, team);
    }

    /** {@inheritDoc} With what is remembered now. */
    @Override
    public Layer inUse() {
        float[] scales = new float[channels()], shifts = new float[channels()];
        scaling(scales, shifts);
        return new FixedScaling(pixels, scales, shifts);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return inUse().freeze(precision);
    }

    @Override
    public double[] apply(double[] x, double[] values) {
        double[] y = new double[in()];
        for (int j = 0; j < y.length; j++) {
            int c = j % channels();
            double deviation = Math.sqrt(values[variance(c)] + epsilon);
            y[j] = (x[j] - values[mean(c)]) / deviation * values[parameters.weights() + c]
                    + values[parameters.bias() + c];
        }
        return y;
    }

    @Override
    public double[][] applyTraining(double[][] x, double[] values) {
        double[][] y = new double[x.length][in()];
        double count = (double) x.length * pixels;
        for (int c = 0; c < channels(); c++) {
            double mean = 0, squares = 0;
            for (double[] row : x) for (int j = c; j < in(); j += channels()) mean += row[j] / count;
            for (double[] row : x) {
                for (int j = c; j < in(); j += channels()) squares += (row[j] - mean) * (row[j] - mean);
            }
            double scale = values[parameters.weights() + c] / Math.sqrt(squares / count + epsilon);
            for (int r = 0; r < x.length; r++) {
                for (int j = c; j < in(); j += channels()) {
                    y[r][j] = (x[r][j] - mean) * scale + values[parameters.bias() + c];
                }
            }
        }
        return y;
    }
}
