package dev.nn.simd;

import static org.assertj.core.api.Assertions.fail;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import java.util.Arrays;
import java.util.stream.Stream;

/** Runs an activation's loops over a range of all floats, in the order of their bits, and compares with the exact value. */
final class ActivationSweep {
    /** Not a whole number of vectors of any width, so that remainders are met too. */
    private static final int BLOCK = 4099;

    private static final int START = 5;

    private final Activation activation;
    private final float[] arguments = new float[BLOCK + 2 * START];
    private final float[] results = arguments.clone();
    private final float[] ones = arguments.clone();
    private final float[] db = arguments.clone();
    private final float[] scratch = new float[ActivationEpilogues.SCRATCH];

    private ActivationSweep(Activation activation) {
        this.activation = activation;
        Arrays.fill(ones, 1);
    }

    /** Every activation, and those with parameters once more with others. */
    static Stream<Activation> activations() {
        return Stream.concat(Activation.all().stream(), Stream.of(new LeakyRelu(0.3f), new Elu(0.3f)));
    }

    /** The values at every {@code step}-th float from the bits {@code from} to below {@code to}. */
    static void values(Activation activation, long from, long to, int step) {
        new ActivationSweep(activation).run(from, to, step, true);
    }

    /** The slopes, for all floats as what the forward pass has saved. */
    static void slopes(Activation activation, long from, long to, int step) {
        new ActivationSweep(activation).run(from, to, step, false);
    }

    private void run(long from, long to, int step, boolean values) {
        ActivationBound bound = values ? ActivationBound.of(activation) : ActivationBound.ofSlope(activation);
        for (long bits = from; bits < to; ) {
            int n = 0;
            for (; n < BLOCK && bits < to; n++, bits += step) arguments[START + n] = Float.intBitsToFloat((int) bits);
            if (values) forward(n);
            else backward(n);
            for (int j = START; j < START + n; j++) {
                if (values) checkValue(bound, arguments[j], results[j]);
                else checkSlope(bound, arguments[j], results[j]);
            }
        }
    }

    private void forward(int n) {
        ActivationEpilogues.forward(activation, arguments, START, results, START, n, scratch, 0);
    }

    private void backward(int n) {
        ActivationEpilogues.backward(activation, ones, 0, arguments, START, results, START, db, 0, n, scratch, 0);
    }

    private void checkValue(ActivationBound bound, float z, float y) {
        double exact = activation.apply(z);
        if (bound.admitsValue(z, exact, y)) return;
        double ulps = Math.abs(y - exact) / ActivationBound.ulp(exact);
        fail("%s(%s) is %s, expected %s within %s; off by %.2f ulp".formatted(activation, z, y, exact, bound, ulps));
    }

    private void checkSlope(ActivationBound bound, float saved, float slope) {
        double exact = activation.derivativeFromSaved(saved);
        if (bound.admitsSlope(exact, slope)) return;
        double ulps = Math.abs(slope - exact) / ActivationBound.ulp(exact);
        fail("the slope of %s for saved %s is %s, expected %s within %s; off by %.2f ulp"
                .formatted(activation, saved, slope, exact, bound, ulps));
    }
}
