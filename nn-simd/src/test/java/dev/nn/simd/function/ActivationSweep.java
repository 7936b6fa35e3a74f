package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.fail;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.LeakyRelu;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs an activation's loops over a range of all floats, in the order of their bits, and compares with the exact value. */
public final class ActivationSweep {
    /** Whole pieces of {@link ExactValues}, if every float is looked at. */
    private static final int BLOCK = 4096;

    /** Where the block is cut in two, neither of which is a whole number of vectors, so that remainders are met too. */
    private static final int CUT = 1031;

    private static final int START = 5;

    private final Activation activation;
    private final float[] arguments = new float[BLOCK + 2 * START];
    private final float[] results = arguments.clone();
    private final float[] ones = arguments.clone();
    private final float[] db = arguments.clone();
    private final double[] exact = new double[arguments.length];
    private final GradientFrame frame = new GradientFrame();
    private final float[] scratch = new float[ActivationEpilogues.SCRATCH];

    private ActivationSweep(Activation activation) {
        this.activation = activation;
        Arrays.fill(ones, 1);
    }

    /**
     * Every activation, and those with parameters once more with others; only those that {@code nn.test.activations} names,
     * with commas between them, if it is set.
     */
    public static Stream<Activation> activations() {
        List<String> wanted =
                List.of(System.getProperty("nn.test.activations", "").split(",", -1));
        return Stream.concat(Activation.all().stream(), Stream.of(new LeakyRelu(0.3f), new Elu(0.3f)))
                .filter(activation -> wanted.equals(List.of("")) || wanted.contains(activation.name()));
    }

    /** The values at every {@code step}-th float from the bits {@code from} to below {@code to}. */
    static void values(Activation activation, long from, long to, int step) {
        values(activation, ActivationBound.of(activation), from, to, step);
    }

    /** The same against another bound than the activation's. */
    static void values(Activation activation, ActivationBound bound, long from, long to, int step) {
        new ActivationSweep(activation).run(bound, from, to, step, true);
    }

    /** The slopes, for all floats as what the forward pass has saved. */
    static void slopes(Activation activation, long from, long to, int step) {
        new ActivationSweep(activation).run(ActivationBound.ofSlope(activation), from, to, step, false);
    }

    private void run(ActivationBound bound, long from, long to, int step, boolean values) {
        ExactValues function =
                new ExactValues(values ? activation::apply : activation::derivativeFromSaved, bound.doubt());
        QuickCheck central = values ? bound.quickForValues(false) : bound.quickForSlopes();
        QuickCheck outer = values ? bound.quickForValues(true) : central;
        for (long bits = from; bits < to; bits += (long) BLOCK * step) {
            int n = (int) Math.min(BLOCK, (to - bits + step - 1) / step);
            for (int j = 0; j < n; j++) arguments[START + j] = Float.intBitsToFloat((int) bits + j * step);
            int cut = Math.min(CUT, n);
            if (values) forward(START, cut, START + cut, n - cut);
            else backward(START, cut, START + cut, n - cut);
            function.fill(arguments, START, START + n, exact);
            for (int j = START; j < START + n; j += ExactValues.PIECE) {
                int last = Math.min(j + ExactValues.PIECE, START + n) - 1;
                QuickCheck check = isOuter(j) && isOuter(last) ? outer : central;
                if (last - j + 1 < ExactValues.PIECE || !check.admits(exact, results, j)) {
                    checkEach(bound, values, j, last);
                }
            }
        }
    }

    private boolean isOuter(int j) {
        return ActivationBound.isOuter(arguments[j], exact[j]);
    }

    private void checkEach(ActivationBound bound, boolean values, int first, int last) {
        for (int j = first; j <= last; j++) {
            if (ActivationBound.areNotFinite(exact[j], results[j])) continue;
            if (values) checkValue(bound, arguments[j], results[j]);
            else checkSlope(bound, arguments[j], results[j]);
        }
    }

    private void forward(int... pieces) {
        for (int i = 0; i < pieces.length; i += 2) {
            int at = pieces[i], n = pieces[i + 1];
            ActivationEpilogues.forward(activation, arguments, at, results, at, n, scratch, 0);
        }
    }

    private void backward(int... pieces) {
        for (int i = 0; i < pieces.length; i += 2) {
            int at = pieces[i], n = pieces[i + 1];
            frame.dy(ones, 0).saved(arguments, at).dz(results, at).db(db, 0).length(n);
            ActivationEpilogues.backward(activation, frame, scratch, 0);
        }
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
