package dev.nn.simd;

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
 * @param ulps where |y| is above 10⁻³
 * @param ulpsBelow where it isn't
 * @param absolute on top of that, for instance what counts as 0
 */
record ActivationBound(double ulps, double ulpsBelow, double absolute) {
    /** The error of act′, relative to it or to 1, whichever is larger. */
    private static final double SLOPE = 2e-7;

    static ActivationBound of(Activation activation) {
        return switch (activation) {
            case Identity identity -> exactly(0);
            case Relu relu -> exactly(0);
            case LeakyRelu leaky -> exactly(0.5);
            case Elu elu -> exactly(elu.alpha() == 1 ? 1 : 2);
            case Selu selu -> exactly(2);
            case Sigmoid sigmoid -> new ActivationBound(1.7, 2.5, Float.MIN_NORMAL);
            case Tanh tanh -> exactly(1.3);
            case Softplus softplus -> new ActivationBound(2, 2, Float.MIN_NORMAL);
            case Silu silu -> new ActivationBound(1.8, 2.5, 5e-37);
            case Gelu gelu -> new ActivationBound(5, 6.5, Float.MIN_NORMAL);
            case GeluTanh geluTanh -> new ActivationBound(14, 0, 1.2e-9);
        };
    }

    private static ActivationBound exactly(double ulps) {
        return new ActivationBound(ulps, ulps, 0);
    }

    boolean admits(double exact, float actual) {
        float rounded = (float) exact;
        if (Float.compare(rounded, actual) == 0) return true;
        if (!Float.isFinite(rounded) || !Float.isFinite(actual)) return false;
        boolean sameSign = (Float.floatToRawIntBits(rounded) ^ Float.floatToRawIntBits(actual)) >= 0;
        double allowed = (Math.abs(exact) > 1e-3 ? ulps : ulpsBelow) * Math.ulp(rounded) + absolute;
        return sameSign && Math.abs(actual - exact) <= allowed;
    }

    /** Whether {@code actual} will do for the slope {@code exact}. */
    static boolean admitsSlope(double exact, float actual) {
        float rounded = (float) exact;
        if (rounded == actual || Float.compare(rounded, actual) == 0) return true;
        return Math.abs(actual - exact) <= SLOPE * Math.max(1, Math.abs(exact));
    }
}
