package dev.nn.simd.function;

import dev.nn.activation.Activation;
import dev.nn.simd.formula.Accuracy;
import dev.nn.simd.formula.ReluFormula;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What an activation's formula promises with {@link Accuracy}, and so do its loops.
 *
 * @param ulps where |y| is above 10⁻³ or |z| below 1
 * @param ulpsBelow elsewhere
 * @param absolute elsewhere, on top of that
 * @param least a result below that may count as 0
 */
public record ActivationBound(double ulps, double ulpsBelow, double absolute, double least) {
    static ActivationBound of(Activation activation) {
        return activation.equals(Activation.ELU) ? exactly(1) : promised(activation, "value");
    }

    /** The same for act′, computed from what the forward pass has saved; absolute where it cancels. */
    static ActivationBound ofSlope(Activation activation) {
        return promised(activation, "slope");
    }

    private static ActivationBound promised(Activation activation, String method) {
        if (activation.equals(Activation.IDENTITY)) return exactly(0);
        Accuracy promise = promise(activation, method);
        double below = promise.ulpsBelow() < 0 ? promise.ulps() : promise.ulpsBelow();
        return new ActivationBound(promise.ulps(), below, promise.absolute(), promise.least());
    }

    /** What an activation's formula promises of its {@code value} or its {@code slope}. */
    public static Accuracy promise(Activation activation, String method) {
        Method found = Arrays.stream(formula(activation).getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .findAny()
                .orElseThrow();
        return found.getAnnotation(Accuracy.class);
    }

    /** The class of an activation's formula. */
    static Class<?> formula(Activation activation) {
        String name = activation.getClass().getSimpleName() + "Formula";
        try {
            return Class.forName(ReluFormula.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("no formula of " + activation, e);
        }
    }

    /** So many ulps everywhere. */
    static ActivationBound exactly(double ulps) {
        return new ActivationBound(ulps, ulps, 0, 0);
    }

    /** Whether {@code actual} will do for the value at {@code z} that is exactly {@code exact}. */
    boolean admitsValue(float z, double exact, float actual) {
        boolean sameSign = (Float.floatToRawIntBits((float) exact) ^ Float.floatToRawIntBits(actual)) >= 0;
        boolean central = Math.abs(exact) > 1e-3 || Math.abs(z) < 1;
        double allowed = central ? ulps * ulp(exact) : ulpsBelow * ulp(exact) + absolute;
        return isSame(exact, actual) || (sameSign && isNear(exact, actual, allowed + least));
    }

    /** Whether {@code actual} will do for the slope {@code exact}; a slope of 0 has no sign. */
    boolean admitsSlope(double exact, float actual) {
        return (float) exact == actual
                || isSame(exact, actual)
                || isNear(exact, actual, ulps * ulp(exact) + absolute + least);
    }

    /**
     * What a value that this bound is checked against may be off by, in ulps: little where the bound is less than one,
     * because such functions are lines or parabolas, for which {@link ExactValues} is as exact as doubles are.
     */
    double doubt() {
        return isTight() ? 0x1p-24 : 0x1p-8;
    }

    private boolean isTight() {
        return ulps < 1 && absolute == 0;
    }

    /** A check of values that is no laxer than {@link #admitsValue}; {@code outer} if {@link #isOuter} is true of all. */
    QuickCheck quickForValues(boolean outer) {
        return new QuickCheck(quickUlps(outer ? ulpsBelow : ulps), (outer ? absolute : 0) + least, true);
    }

    /** A check of slopes that is no laxer than {@link #admitsSlope}. */
    QuickCheck quickForSlopes() {
        return new QuickCheck(quickUlps(ulps), absolute + least, false);
    }

    private double quickUlps(double allowed) {
        return isTight() ? allowed + doubt() : allowed - doubt();
    }

    /** Whether values are outside of where {@link #ulps} apply, also if {@code exact} is not quite that. */
    static boolean isOuter(float z, double exact) {
        return Math.abs(z) >= 1 && Math.abs(exact) < 0.99e-3;
    }

    /** Whether both are NaN, or the same infinity: beyond 2¹²⁸ every float is. */
    static boolean areNotFinite(double exact, float actual) {
        return (Double.isNaN(exact) && Float.isNaN(actual)) || (Math.abs(exact) >= 0x1p128 && (float) exact == actual);
    }

    /** The distance of the floats around {@code exact}. */
    static double ulp(double exact) {
        return Math.ulp((float) exact);
    }

    private static boolean isSame(double exact, float actual) {
        return Float.compare((float) exact, actual) == 0;
    }

    private static boolean isNear(double exact, float actual, double allowed) {
        boolean finite = Float.isFinite((float) exact) && Float.isFinite(actual);
        return finite && Math.abs(actual - exact) <= allowed;
    }
}
