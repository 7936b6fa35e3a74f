package dev.nn.format.onnx.recognise;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recognition of an activation by its values: exporters write GELU, SiLU or softplus as several nodes, each in its
 * own way and order, but whatever they write has the function's values.
 *
 * <p>A function matches an activation if it differs by less than a third of what single precision may differ anyway (see
 * {@link #TOLERANCE}) on samples that are dense where activations bend and reach to the ends of single precision, so that
 * upper limits show. Where the graph's formula overflows, it says nothing.
 */
public final class ActivationMatch {
    /** Relative to the larger of 1 and the value. The two forms of GELU are a hundred times as far apart. */
    private static final double TOLERANCE = 4e-6;

    /** Where Elu's exponential is gone and −alpha is left. */
    private static final double LEFT = -100;

    private static final double[] SAMPLES = samples();

    private static final List<Activation> PLAIN = List.of(
            Activation.IDENTITY,
            Activation.RELU,
            Activation.SELU,
            Activation.SIGMOID,
            Activation.TANH,
            Activation.SOFTPLUS,
            Activation.SILU,
            Activation.GELU,
            Activation.GELU_TANH);

    private ActivationMatch() {}

    /** The points to evaluate a function at. */
    public static double[] at() {
        return SAMPLES.clone();
    }

    /**
     * The activation that has these values; null if none has.
     *
     * @param y the function's values {@link #at} the samples
     */
    public static @Nullable Activation of(double[] y) {
        for (Activation activation : PLAIN) if (agree(activation, y)) return activation;
        float slope = (float) -y[index(-1)];
        if (slope > 0 && slope <= 1) {
            Activation leaky = new LeakyRelu(slope);
            if (agree(leaky, y)) return leaky;
        }
        float alpha = (float) -y[index(LEFT)];
        if (alpha > 0 && alpha < Float.POSITIVE_INFINITY) {
            Activation elu = new Elu(alpha);
            if (agree(elu, y)) return elu;
        }
        return null;
    }

    /** Whether a function has an activation's values; most differ at the first sample already. */
    private static boolean agree(Activation expected, double[] found) {
        int finite = 0;
        for (int i = 0; i < found.length; i++) {
            if (!Double.isFinite(found[i])) continue;
            if (differ(expected.apply(SAMPLES[i]), found[i])) return false;
            finite++;
        }
        return finite > found.length / 2;
    }

    /** Whether two lists of values are the same but for rounding, and are numbers mostly. */
    public static boolean agree(double[] expected, double[] found) {
        int finite = 0;
        for (int i = 0; i < expected.length; i++) {
            if (!Double.isFinite(found[i])) continue;
            if (differ(expected[i], found[i])) return false;
            finite++;
        }
        return finite > expected.length / 2;
    }

    private static boolean differ(double expected, double found) {
        return Math.abs(found - expected) > TOLERANCE * Math.max(1, Math.abs(expected));
    }

    private static int index(double z) {
        return Arrays.binarySearch(SAMPLES, z);
    }

    /** In rising order, symmetric about 0. */
    private static double[] samples() {
        double[] positive = new double[48];
        for (int i = 0; i < 36; i++) positive[i] = (i + 1) / 4.0;
        double[] far = {12, 16, 24, 50, -LEFT, 1e3, 1e4, 1e6, 1e10, 1e20, 1e30, 3e38};
        System.arraycopy(far, 0, positive, 36, far.length);
        double[] all = new double[2 * positive.length + 1];
        for (int i = 0; i < positive.length; i++) {
            all[positive.length + 1 + i] = positive[i];
            all[positive.length - 1 - i] = -positive[i];
        }
        return all;
    }
}
