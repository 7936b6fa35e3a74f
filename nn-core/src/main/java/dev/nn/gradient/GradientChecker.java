package dev.nn.gradient;

import dev.nn.batch.RowWeights;
import dev.nn.data.Dataset;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.network.Dropout;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.training.Compatibility;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a network's gradient, as its kernels compute it in float, with central differences of its loss in
 * double precision.
 *
 * {@snippet file="dev/nn/snippet/NetworkSnippetsTest.java" region="check" :
 * GradientCheck check = GradientChecker.withDefaults().check(network, new SoftmaxCrossEntropy(), x, labels);
 * if (check.maxRelativeError() > 1e-3) throw new AssertionError(check);
 * }
 *
 * The difference quotient (L(w + h) − L(w − h)) / 2h is right up to about h²; what is left, some 1e-6 to 1e-4, is float
 * rounding in the gradient. A mistake in a formula shows as 1e-2 to 1. The error of a parameter is |a − n| / max(|a|, |n|,
 * f), where a is the gradient, n the quotient, and f a share of the layer's largest |n|: beside that, a sum whose terms
 * cancel counts by what it contributes.
 *
 * <p>Where a pre-activation lies within h of a kink (ReLU at 0), or an error does (mean absolute error), the quotient sees
 * both sides and differs though nothing is wrong: move the inputs or the seed.
 *
 * @param step h for parameters up to 1 in absolute value, relative to the parameter above
 * @param floor f as a share of the layer's largest gradient
 * @param samples parameters per layer to check, drawn by lot where a layer has more
 * @param seed of that draw
 */
public record GradientChecker(double step, double floor, int samples, long seed) {
    /** Gradients below this are lost in the rounding of the difference quotient. */
    private static final double RESOLUTION = 1e-7;

    public GradientChecker {
        if (!(step > 0)) throw new IllegalArgumentException("step must be positive, was " + step);
        if (!(floor >= 0)) throw new IllegalArgumentException("floor must not be negative, was " + floor);
        if (samples < 1) throw new IllegalArgumentException("samples must be at least 1, was " + samples);
    }

    /** h = 1e-5, a floor of 1 % of the layer's largest gradient, at most 500 parameters of each layer. */
    public static GradientChecker withDefaults() {
        return new GradientChecker(1e-5, 0.01, 500, 0);
    }

    /**
     * Checks the gradient of the mean loss over some rows.
     *
     * @param x inputs, row after row
     * @param target targets, row after row
     * @throws IllegalArgumentException if an array's length doesn't fit, a target isn't valid, or the network has
     *     dropout, with which it has no one gradient
     */
    public GradientCheck check(Network network, Loss loss, float[] x, float[] target) {
        int batch = rows(network, loss, x, target);
        return check(network, loss, batch, x, target, null);
    }

    /**
     * Checks the gradient of the mean loss over all rows of a data set, by their {@linkplain Dataset#weight weights} if they
     * have some.
     *
     * @throws IllegalArgumentException if the data don't fit, there are no rows, or the network has dropout
     */
    public GradientCheck check(Network network, Loss loss, Dataset data) {
        Compatibility.check("data", data, network, loss);
        int batch = data.size();
        float[] x = new float[Math.multiplyExact(batch, data.features())];
        float[] target = new float[Math.multiplyExact(batch, data.targets())];
        for (int r = 0; r < batch; r++) {
            data.copyFeatures(r, x, r * data.features());
            data.copyTarget(r, target, r * data.targets());
        }
        rows(network, loss, x, target);
        RowWeights weights = data.isWeighted() ? new RowWeights(data, loss, batch, network.out()) : null;
        return check(network, loss, batch, x, target, weights);
    }

    private GradientCheck check(
            Network network, Loss loss, int batch, float[] x, float[] target, @Nullable RowWeights weights) {
        float[] analytic = analytic(network, loss, batch, x, target, weights);
        MeanLoss mean = new MeanLoss(network, loss, batch, x, target, weights);
        List<GradientCheck.LayerError> errors = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            Layer layer = network.layers().get(l);
            if (layer.parameterCount() > 0) errors.add(check(l, layer, analytic, mean));
        }
        return new GradientCheck(errors);
    }

    private static int rows(Network network, Loss loss, float[] x, float[] target) {
        refuseDropout(network.layers());
        int batch = x.length / network.in(), columns = loss.targets(network.out());
        if (batch == 0 || x.length != batch * network.in() || target.length != batch * columns) {
            throw new IllegalArgumentException(
                    "x and target must hold whole rows of %d and %d values, as many of both, and have %d and %d values"
                            .formatted(network.in(), columns, x.length, target.length));
        }
        for (int r = 0; r < batch; r++) loss.check(network.out(), target, r * columns);
        return batch;
    }

    private static void refuseDropout(List<Layer> layers) {
        for (Layer layer : layers) {
            if (layer instanceof Dropout dropout && dropout.rate() > 0) {
                throw new IllegalArgumentException("a network with dropout has another gradient at every step");
            }
            refuseDropout(layer.parts());
        }
    }

    /** One training step without its update, which leaves nothing behind: not what batch normalisation remembers, either. */
    private static float[] analytic(
            Network network, Loss loss, int batch, float[] x, float[] target, @Nullable RowWeights weights) {
        float[] gradient = new float[network.parameters().length];
        Pass pass = network.newTrainingPass(batch, Team.single(), gradient);
        Rows targets = Rows.of(target, loss.targets(network.out())), dy = Rows.allocate(batch, network.out());
        Workspace workspace = new Workspace().prepare(network.kernels(), loss.operations(network.out()));
        int trained = network.trainedLength(), remembered = network.parameters().length - trained;
        float[] before = Arrays.copyOfRange(network.parameters(), trained, trained + remembered);
        Rows y = pass.forwardTraining(batch, Rows.of(x, network.in()), 0);
        System.arraycopy(before, 0, network.parameters(), trained, remembered);
        if (weights == null) {
            loss.evaluate(network.kernels(), batch, network.out(), y, targets, 1f / batch, dy, workspace);
        } else {
            weights.gather(IntStream.range(0, batch).toArray(), 0, 0, batch);
            weights.evaluate(network.kernels(), batch, y, targets, 1f / batch, dy, workspace);
        }
        pass.backward(batch, dy);
        return gradient;
    }

    private GradientCheck.LayerError check(int number, Layer layer, float[] analytic, MeanLoss mean) {
        int[] chosen = choose(layer.parameterCount(), new Random(seed + number));
        double[] numeric = new double[chosen.length];
        double largest = 0;
        for (int i = 0; i < chosen.length; i++) {
            numeric[i] = mean.slope(layer.parameterIndex(chosen[i]), step);
            largest = Math.max(largest, Math.abs(numeric[i]));
        }
        double smallest = Math.max(RESOLUTION, floor * largest), worstError = -1;
        int worst = 0;
        for (int i = 0; i < chosen.length; i++) {
            double error = relativeError(analytic[layer.parameterIndex(chosen[i])], numeric[i], smallest);
            if (error <= worstError) continue;
            worst = i;
            worstError = error;
        }
        return new GradientCheck.LayerError(
                number,
                layer,
                chosen.length,
                chosen[worst],
                analytic[layer.parameterIndex(chosen[worst])],
                numeric[worst],
                worstError);
    }

    private static double relativeError(double analytic, double numeric, double floor) {
        double error = Math.abs(analytic - numeric) / Math.max(floor, Math.max(Math.abs(analytic), Math.abs(numeric)));
        return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    }

    /** All of 0 to n, or as many of them as samples are wanted (Fisher, Yates). */
    private int[] choose(int n, Random random) {
        int[] all = new int[n];
        for (int i = 0; i < n; i++) all[i] = i;
        int wanted = Math.min(n, samples);
        for (int i = 0; i < wanted && wanted < n; i++) {
            int j = i + random.nextInt(n - i), other = all[j];
            all[j] = all[i];
            all[i] = other;
        }
        return Arrays.copyOf(all, wanted);
    }
}
