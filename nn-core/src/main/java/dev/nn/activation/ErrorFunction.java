package dev.nn.activation;

/**
 * The error function erf and its complement erfc = 1 − erf in double precision, to a relative error below 1e-14.
 *
 * <p>Abramowitz, Stegun: Handbook of Mathematical Functions, 7.1.6 (series) and 7.1.14 (continued fraction). Simple and
 * accurate rather than fast: it is the definition that the vector kernels are tested against.
 */
final class ErrorFunction {
    /** Where the series gives way to the continued fraction; both converge well here. */
    private static final double BORDER = 1;

    /** From here on erfc is less than the least double. */
    private static final double UNDERFLOW = 27.3;

    private ErrorFunction() {}

    static double erf(double x) {
        return Math.abs(x) < BORDER ? series(x) : Math.signum(x) * (1 - erfc(Math.abs(x)));
    }

    static double erfc(double x) {
        if (Double.isNaN(x)) return x;
        if (x < 0) return 1 + erf(-x);
        // Up to the border at least 0.15 is left: the difference costs less than a digit.
        return x < BORDER ? 1 - series(x) : x > UNDERFLOW ? 0 : fraction(x);
    }

    /** 2/√π · e^(−x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1)): all terms have one sign, so nothing cancels. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }

    /** e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + 2/(x + …))))), evaluated backwards. */
    private static double fraction(double x) {
        int terms = (int) (30 + 400 / (x * x));
        double tail = x;
        for (int n = terms; n >= 1; n--) tail = x + n / 2.0 / tail;
        return gaussian(x) / Math.sqrt(Math.PI) / tail;
    }

    /** e^(−x²) with the rounding error of x², which for large x would be that many times the relative error. */
    private static double gaussian(double x) {
        double square = x * x;
        double error = Math.fma(x, x, -square);
        return Math.exp(-square) * (1 - error);
    }
}
