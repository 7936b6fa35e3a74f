package dev.nn.activation;

import java.math.BigDecimal;
import java.math.MathContext;

/** Elementary functions to 50 digits, from their Taylor series: a reference that shares no code with what it checks. */
final class Decimal {
    private static final MathContext DIGITS = new MathContext(60);
    private static final BigDecimal NOTHING = new BigDecimal("1e-60");
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    /** 16 arctan 1/5 − 4 arctan 1/239 (Machin). */
    static final BigDecimal PI = arctanOfInverse(5)
            .multiply(BigDecimal.valueOf(16))
            .subtract(arctanOfInverse(239).multiply(BigDecimal.valueOf(4)));

    private Decimal() {}

    static BigDecimal of(double x) {
        return new BigDecimal(x);
    }

    static BigDecimal divide(BigDecimal x, BigDecimal y) {
        return x.divide(y, DIGITS);
    }

    static BigDecimal multiply(BigDecimal x, BigDecimal y) {
        return x.multiply(y, DIGITS);
    }

    static BigDecimal sqrt(BigDecimal x) {
        return x.sqrt(DIGITS);
    }

    /** Σ xⁿ/n! for x/2¹⁶, squared 16 times. */
    static BigDecimal exp(BigDecimal x) {
        BigDecimal reduced = divide(x, BigDecimal.valueOf(1 << 16));
        BigDecimal sum = BigDecimal.ONE, term = BigDecimal.ONE;
        for (int n = 1; term.abs().compareTo(NOTHING) > 0; n++) {
            term = divide(multiply(term, reduced), BigDecimal.valueOf(n));
            sum = sum.add(term);
        }
        for (int i = 0; i < 16; i++) sum = multiply(sum, sum);
        return sum;
    }

    /** ln x = 2 Σ t²ⁿ⁺¹/(2n + 1) with t = (x − 1)/(x + 1), after square roots have brought x close to 1. */
    static BigDecimal ln(BigDecimal x) {
        BigDecimal root = x;
        int doublings = 1;
        while (root.subtract(BigDecimal.ONE).abs().doubleValue() > 0.1) {
            root = sqrt(root);
            doublings++;
        }
        BigDecimal t = divide(root.subtract(BigDecimal.ONE), root.add(BigDecimal.ONE));
        BigDecimal sum = t, power = t;
        for (int n = 3; power.abs().compareTo(NOTHING) > 0; n += 2) {
            power = multiply(power, multiply(t, t));
            sum = sum.add(divide(power, BigDecimal.valueOf(n)));
        }
        return multiply(sum, TWO.pow(doublings));
    }

    /** erf x = 2/√π Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)), whose cancellation the digits can bear up to |x| = 7. */
    static BigDecimal erf(BigDecimal x) {
        BigDecimal square = multiply(x, x).negate();
        BigDecimal sum = x, term = x;
        for (int n = 1; term.abs().compareTo(NOTHING) > 0; n++) {
            term = divide(multiply(term, square), BigDecimal.valueOf(n));
            sum = sum.add(divide(term, BigDecimal.valueOf(2L * n + 1)));
        }
        return divide(multiply(sum, TWO), sqrt(PI));
    }

    private static BigDecimal arctanOfInverse(int x) {
        BigDecimal square = BigDecimal.valueOf(-(long) x * x);
        BigDecimal power = divide(BigDecimal.ONE, BigDecimal.valueOf(x));
        BigDecimal sum = power;
        for (int n = 3; power.abs().compareTo(NOTHING) > 0; n += 2) {
            power = divide(power, square);
            sum = sum.add(divide(power, BigDecimal.valueOf(n)));
        }
        return sum;
    }
}
