package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Elu;
import dev.nn.activation.Gelu;
import dev.nn.activation.GeluTanh;
import dev.nn.activation.Identity;
import dev.nn.activation.LeakyRelu;
import dev.nn.activation.Relu;
import dev.nn.activation.Selu;
import dev.nn.activation.Sigmoid;
import dev.nn.activation.Softplus;
import dev.nn.activation.Tanh;

/**
 * How far a kernel's activation function may be off for an exact argument: {@code relative}·|y| + {@code absolute}.
 *
 * <p>The relative part is a few ulps (1 ulp ≤ 2u·|y|). The absolute part is what may count as 0: denormal results, or
 * those of a denormal factor times |z| ≤ 90 or so; and for both GELUs what is negligible beside 10⁻³, below which
 * nothing is relative.
 */
record ActivationError(double relative, double absolute) {
    private static final double ULP = 2 * Rounding.U;
    private static final ActivationError USUAL = new ActivationError(3 * ULP, Float.MIN_NORMAL);

    static ActivationError of(Activation activation) {
        return switch (activation) {
            case Identity identity -> new ActivationError(0, 0);
            case Relu relu -> new ActivationError(0, 0);
            case LeakyRelu leakyRelu -> new ActivationError(0.5 * ULP, Float.MIN_VALUE);
            case Elu elu -> USUAL;
            case Selu selu -> USUAL;
            case Sigmoid sigmoid -> USUAL;
            case Tanh tanh -> USUAL;
            case Softplus softplus -> USUAL;
            case Gelu gelu -> new ActivationError(2 * ULP, 1.6e-7);
            case GeluTanh geluTanh -> new ActivationError(2 * ULP, 3e-10);
            default -> new ActivationError(4 * ULP, 100 * Float.MIN_NORMAL);
        };
    }

    /**
     * The same for the derivative, as computed from what is saved: differences from 1 round like 1, whatever is left of
     * them.
     */
    static ActivationError ofDerivative(Activation activation) {
        return switch (activation) {
            case Identity identity -> new ActivationError(0, 0);
            case Relu relu -> new ActivationError(0, 0);
            case LeakyRelu leakyRelu -> new ActivationError(0, 0);
            default -> new ActivationError(2 * ULP, 2 * ULP);
        };
    }

    /** The allowed error of a result whose exact value is {@code y}. */
    double at(double y) {
        return relative * Math.abs(y) + absolute;
    }
}
