package dev.nn.activation;

import static dev.nn.activation.Decimal.divide;

import java.math.BigDecimal;

/** Arithmetic in 60 digits. */
final class DecimalArithmetic implements Arithmetic<BigDecimal> {
    /** The number whose shortest decimal form this is, for 0.044715 means just that. */
    @Override
    public BigDecimal number(double value) {
        return value == (float) value ? new BigDecimal(value) : BigDecimal.valueOf(value);
    }

    @Override
    public BigDecimal add(BigDecimal a, BigDecimal b) {
        return a.add(b);
    }

    @Override
    public BigDecimal subtract(BigDecimal a, BigDecimal b) {
        return a.subtract(b);
    }

    @Override
    public BigDecimal multiply(BigDecimal a, BigDecimal b) {
        return Decimal.multiply(a, b);
    }

    @Override
    public BigDecimal max(BigDecimal a, BigDecimal b) {
        return a.max(b);
    }

    @Override
    public BigDecimal min(BigDecimal a, BigDecimal b) {
        return a.min(b);
    }

    @Override
    public BigDecimal exp(BigDecimal x) {
        return Decimal.exp(x);
    }

    @Override
    public BigDecimal erf(BigDecimal x) {
        return Decimal.erf(x);
    }

    @Override
    public BigDecimal tanh(BigDecimal x) {
        BigDecimal up = exp(x), down = exp(x.negate());
        return divide(up.subtract(down), up.add(down));
    }

    @Override
    public BigDecimal sigmoid(BigDecimal x) {
        return divide(BigDecimal.ONE, exp(x.negate()).add(BigDecimal.ONE));
    }

    @Override
    public BigDecimal softplus(BigDecimal x) {
        return Decimal.ln(exp(x).add(BigDecimal.ONE));
    }
}
