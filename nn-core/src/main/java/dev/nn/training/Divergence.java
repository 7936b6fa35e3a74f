package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import java.util.Locale;

/**
 * The test at every step whether a training has diverged: whether the loss is a number, and not far beyond what it was at
 * first and what a constant answer gives.
 *
 * <p>For squared errors the constant answer is the targets' mean, so that a factor of a million beyond its loss is an R² of
 * minus a million. A single batch may lie that far off and training recover, because of one strange row; three in a row,
 * or the last one, may not.
 *
 * <p>{@link Trainer} does all of this; the class is public for training loops elsewhere.
 */
public final class Divergence {
    private static final int IN_A_ROW = 3;

    /** Rows of which the constant answer's loss is the mean: enough for an order of magnitude. */
    private static final int SAMPLE = 256;

    private final Network network;
    private final double factor;
    private final double constant;

    /** The largest loss without question; below all losses until the first step. */
    private double limit = -1;

    private int above;

    /**
     * The test for one training.
     *
     * @param factor of the first loss, or the constant answer's if that is more, beyond which training has diverged;
     *     infinity for none
     * @param train the training data, or some of their rows; only targets are looked at
     */
    public Divergence(Network network, double factor, Loss loss, Dataset train) {
        this.network = network;
        this.factor = factor;
        this.constant = factor == Double.POSITIVE_INFINITY ? 0 : constantLoss(loss, train, network.out());
    }

    /** The mean loss of the answer that doesn't look at the features: the targets' mean, or zero where they are classes. */
    private static double constantLoss(Loss loss, Dataset data, int outputs) {
        int targets = data.targets(), rows = Math.min(SAMPLE, data.size());
        double[] answer = new double[outputs], target = new double[targets];
        float[] row = new float[targets];
        double sum = 0;
        if (targets == outputs) {
            for (int i = 0; i < rows; i++) {
                copyTarget(data, i, rows, row, target);
                for (int j = 0; j < outputs; j++) answer[j] += target[j] / rows;
            }
        }
        for (int i = 0; i < rows; i++) {
            copyTarget(data, i, rows, row, target);
            sum += loss.value(answer, target);
        }
        return sum / rows;
    }

    private static void copyTarget(Dataset data, int i, int rows, float[] row, double[] target) {
        data.copyTarget((int) ((long) i * data.size() / rows), row, 0);
        for (int j = 0; j < row.length; j++) target[j] = row[j];
    }

    /**
     * Judges the loss of a step before its update.
     *
     * @param loss mean over the step's rows
     * @param epoch from 1
     * @param step of the whole training, from 1
     * @param rate the step's learning rate
     * @param last whether it is the last of the training
     * @throws DivergenceException if training has diverged
     */
    public void step(double loss, int epoch, long step, double rate, boolean last) {
        // Not a number is not less than anything, so this one comparison sees all.
        if (Math.abs(loss) <= limit) above = 0;
        else judge(loss, epoch, step, rate, last);
    }

    private void judge(double loss, int epoch, long step, double rate, boolean last) {
        if (!Double.isFinite(loss)) throw new DivergenceException("the loss is " + loss, epoch, step, loss, rate);
        if (limit < 0) {
            double most = factor * Math.max(constant, Math.abs(loss));
            // Nothing is far beyond zero, and the constant answer's loss of somebody's own loss may be anything.
            limit = most > 0 && most < Double.POSITIVE_INFINITY ? most : Double.MAX_VALUE;
            return;
        }
        if (++above >= IN_A_ROW || last) throw new DivergenceException(far("the loss", loss), epoch, step, loss, rate);
    }

    /**
     * Judges the loss of the validation data.
     *
     * @param last whether nothing follows
     */
    void validation(double loss, int epoch, long step, double rate, boolean last) {
        if (Double.isInfinite(loss) || Double.isNaN(loss)) {
            throw new DivergenceException("the validation loss is " + loss, epoch, step, loss, rate);
        }
        if (last && limit > 0 && Math.abs(loss) > limit) {
            throw new DivergenceException(far("the validation loss", loss), epoch, step, loss, rate);
        }
    }

    private String far(String what, double loss) {
        return String.format(Locale.ROOT, "%s is %.3g, more than %.0g times what it was at first", what, loss, factor);
    }

    /**
     * Judges the parameters, which may break without the loss showing it.
     *
     * @param loss mean of the steps before; NaN if not known
     * @throws DivergenceException if one is NaN or infinite
     */
    public void parameters(int epoch, long step, double loss, double rate) {
        if (allFinite()) return;
        throw new DivergenceException(broken(), epoch, step, loss, rate);
    }

    /**
     * Judges the parameters with which a training begins.
     *
     * @throws IllegalArgumentException if one is NaN or infinite
     */
    public void start() {
        if (allFinite()) return;
        throw new IllegalArgumentException("the network can't be trained: " + broken());
    }

    /**
     * Judges a learning rate before its step is taken.
     *
     * @return the rate
     * @throws IllegalArgumentException if it is negative, infinite or NaN, naming the step
     */
    public static double requireRate(double rate, int epoch, long step) {
        if (rate >= 0 && rate <= Float.MAX_VALUE) return rate;
        throw new IllegalArgumentException(
                "the schedule gives learning rate %s at step %d (epoch %d): expected a finite number of at least 0"
                        .formatted(rate, step, epoch));
    }

    private boolean allFinite() {
        float[] parameters = network.parameters();
        // In double precision no square of a float overflows.
        return Double.isFinite(network.kernels().training().sumOfSquares(parameters, 0, parameters.length));
    }

    /** The first parameter that is no finite number, in words. */
    private String broken() {
        float[] parameters = network.parameters();
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            for (int i = 0; i < layer.parameterCount(); i++) {
                float value = parameters[layer.parameterIndex(i)];
                if (Float.isFinite(value)) continue;
                return "%s of layer %d (%s) is %s".formatted(parameter(layer, i), l + 1, layer.describe(), value);
            }
        }
        return "padding between the parameters is no finite number";
    }

    private static String parameter(Layer layer, int i) {
        if (!(layer instanceof Dense)) return "parameter %d".formatted(i);
        int weights = layer.in() * layer.out();
        return i < weights
                ? "weight (%d, %d)".formatted(i / layer.out(), i % layer.out())
                : "bias %d".formatted(i - weights);
    }
}
