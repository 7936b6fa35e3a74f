package dev.nn.simd.function;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.Gelu;
import dev.nn.activation.GeluTanh;
import dev.nn.activation.Identity;
import dev.nn.activation.LeakyRelu;
import dev.nn.activation.Relu;
import dev.nn.activation.Selu;
import dev.nn.activation.Sigmoid;
import dev.nn.activation.Silu;
import dev.nn.activation.Softplus;
import dev.nn.activation.Tanh;

/**
 * What the loops promise: a result is at most so many ulps plus something absolute away from the exact one, and has its
 * sign; NaN and infinities are exact.
 *
 * @param ulps where |y| is above 10⁻³ or |z| below 1
 * @param ulpsBelow elsewhere
 * @param absolute elsewhere, on top of that
 * @param least a result below that may count as 0
 */
record ActivationBound(double ulps, double ulpsBelow, double absolute, double least) {
    static ActivationBound of(Activation activation) {
        return switch (activation) {
            case Identity identity -> exactly(0);
            case Relu relu -> exactly(0);
            case LeakyRelu leaky -> exactly(0.5);
            case Elu elu -> exactly(elu.alpha() == 1 ? 1 : 2.1);
            case Selu selu -> exactly(2.1);
            case Sigmoid sigmoid -> new ActivationBound(1.75, 1.75, 0, Float.MIN_NORMAL);
            case Tanh tanh -> exactly(1.3);
            case Softplus softplus -> new ActivationBound(2, 2, 0, Float.MIN_NORMAL);
            case Silu silu -> new ActivationBound(1.8, 2.5, 0, 4e-37);
            case Gelu gelu -> new ActivationBound(2, 0, 1.5e-7, 0);
            case GeluTanh geluTanh -> new ActivationBound(2, 0, 2e-10, 0);
        };
    }

    /** The same for act′, computed from what the forward pass has saved; absolute where it cancels. */
    static ActivationBound ofSlope(Activation activation) {
        return switch (activation) {
            case Identity identity -> exactly(0);
            case Relu relu -> exactly(0);
            case LeakyRelu leaky -> exactly(0);
            case Elu elu -> exactly(0.5);
            case Sigmoid sigmoid -> exactly(1.5);
            case Tanh tanh -> exactly(1.5);
            case Softplus softplus -> new ActivationBound(1.75, 1.75, 0, Float.MIN_NORMAL);
            case Selu selu -> new ActivationBound(1, 1, 1.2e-7, 0);
            case Silu silu -> new ActivationBound(0, 0, 2e-7, 0);
            case Gelu gelu -> new ActivationBound(0, 0, 2e-7, 0);
            case GeluTanh geluTanh -> new ActivationBound(0, 0, 2e-7, 0);
        };
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
