package dev.nn.kernel;

/**
 * A number in double precision together with how far float arithmetic may be off: each operation passes the errors of
 * its operands on and adds one rounding.
 *
 * <p>This is running error analysis (Higham, Accuracy and Stability, section 3.3), with which a formula written down once
 * yields both its value and its tolerance.
 */
record Approximate(double value, double error) {
    /** A float: no error. */
    static Approximate exact(float value) {
        return new Approximate(value, 0);
    }

    /** A constant that has been rounded to float. */
    static Approximate constant(double value) {
        return rounded(value, 0);
    }

    Approximate plus(Approximate other) {
        return rounded(value + other.value, error + other.error);
    }

    Approximate minus(Approximate other) {
        return rounded(value - other.value, error + other.error);
    }

    Approximate times(Approximate other) {
        return rounded(
                value * other.value,
                Math.abs(value) * other.error + Math.abs(other.value) * error + error * other.error);
    }

    Approximate over(Approximate other) {
        double quotient = value / other.value;
        return rounded(quotient, (error + Math.abs(quotient) * other.error) / (Math.abs(other.value) - other.error));
    }

    Approximate root() {
        double root = Math.sqrt(value);
        return rounded(root, root - Math.sqrt(Math.max(0, value - error)));
    }

    /** Whether a computed value lies within {@code slack} times the bound. */
    boolean admits(float computed, double slack) {
        return Math.abs(computed - value) <= slack * error;
    }

    private static Approximate rounded(double value, double inherited) {
        return new Approximate(value, inherited + Rounding.U * (Math.abs(value) + inherited) + Float.MIN_VALUE);
    }

    @Override
    public String toString() {
        return value + " ± " + error;
    }
}
