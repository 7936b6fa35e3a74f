package dev.nn.expression;

import dev.nn.activation.Activation;
import dev.nn.kernel.Precision;
import java.util.Arrays;
import java.util.Locale;

/**
 * An elementwise operator of one, two or three numbers, with its partial derivatives. Truth is 1 and 0.
 *
 * <p>Where an operator has a kink or a step, its derivative is one of those from the two sides.
 */
public enum Operator {
    ADD(2),
    SUB(2),
    MUL(2),
    DIV(2),
    /** aᵇ; differentiable by the exponent where a is positive. */
    POW(2),
    /** The remainder of a / b with the sign of a. */
    REMAINDER(2),
    MAX(2),
    MIN(2),
    NEG(1),
    ABS(1),
    SIGN(1),
    FLOOR(1),
    CEIL(1),
    /** To the nearest integer, halves to the even one. */
    ROUND(1),
    /** To the nearest number of half precision, ties to even; its derivative is 1, as in PyTorch's casts. */
    FLOAT16(1),
    /** To the nearest bfloat16, likewise. */
    BFLOAT16(1),
    EXP(1),
    LOG(1),
    SQRT(1),
    SIN(1),
    COS(1),
    ATAN(1),
    TANH(1),
    /** 2/√π ∫₀ᵃ e^(−t²) dt. */
    ERF(1),
    SIGMOID(1),
    /** ln(1 + eᵃ). */
    SOFTPLUS(1),
    GREATER(2),
    GREATER_OR_EQUAL(2),
    LESS(2),
    LESS_OR_EQUAL(2),
    EQUAL(2),
    AND(2),
    OR(2),
    XOR(2),
    NOT(1),
    IS_NAN(1),
    IS_INFINITE(1),
    /** b where a is true, else c. */
    WHERE(3);

    private final int arity;

    Operator(int arity) {
        this.arity = arity;
    }

    /** How many arguments it takes, from 1 to 3. */
    public int arity() {
        return arity;
    }

    /** The operator's value; arguments beyond its {@link #arity} mean nothing. */
    public double apply(double a, double b, double c) {
        return switch (this) {
            case ADD -> a + b;
            case SUB -> a - b;
            case MUL -> a * b;
            case DIV -> a / b;
            case POW -> Math.pow(a, b);
            case REMAINDER -> a % b;
            case MAX -> Math.max(a, b);
            case MIN -> Math.min(a, b);
            case NEG -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case FLOOR -> Math.floor(a);
            case CEIL -> Math.ceil(a);
            case ROUND -> Math.rint(a);
            case FLOAT16 -> Float.float16ToFloat(Float.floatToFloat16((float) a));
            case BFLOAT16 -> Precision.BF16.round((float) a);
            case EXP -> Math.exp(a);
            case LOG -> Math.log(a);
            case SQRT -> Math.sqrt(a);
            case SIN -> Math.sin(a);
            case COS -> Math.cos(a);
            case ATAN -> Math.atan(a);
            case TANH -> Math.tanh(a);
            case ERF -> erf(a);
            case SIGMOID -> Activation.SIGMOID.apply(a);
            case SOFTPLUS -> Activation.SOFTPLUS.apply(a);
            case GREATER -> bit(a > b);
            case GREATER_OR_EQUAL -> bit(a >= b);
            case LESS -> bit(a < b);
            case LESS_OR_EQUAL -> bit(a <= b);
            case EQUAL -> bit(a == b);
            case AND -> bit(a != 0 && b != 0);
            case OR -> bit(a != 0 || b != 0);
            case XOR -> bit((a != 0) != (b != 0));
            case NOT -> bit(a == 0);
            case IS_NAN -> bit(Double.isNaN(a));
            case IS_INFINITE -> bit(Double.isInfinite(a));
            case WHERE -> a != 0 ? b : c;
        };
    }

    /** The partial derivative by one of the arguments, given all of them and the value y; 0 for steps. */
    double partial(int argument, double a, double b, double c, double y) {
        boolean first = argument == 0;
        return switch (this) {
            case ADD, FLOAT16, BFLOAT16 -> 1;
            case SUB -> first ? 1 : -1;
            case MUL -> first ? b : a;
            case DIV -> first ? 1 / b : -y / b;
            case POW -> first ? b * Math.pow(a, b - 1) : a > 0 ? y * Math.log(a) : 0;
            case REMAINDER -> first ? 1 : -truncated(a / b);
            case MAX -> first == a > b ? 1 : 0;
            case MIN -> first == a < b ? 1 : 0;
            case NEG -> -1;
            case ABS -> a > 0 ? 1 : -1;
            case EXP -> y;
            case LOG -> 1 / a;
            case SQRT -> 0.5 / y;
            case SIN -> Math.cos(a);
            case COS -> -Math.sin(a);
            case ATAN -> 1 / (1 + a * a);
            case TANH -> 1 - y * y;
            case ERF -> 2 / Math.sqrt(Math.PI) * Math.exp(-a * a);
            case SIGMOID -> y * (1 - y);
            case SOFTPLUS -> Activation.SIGMOID.apply(a);
            case WHERE -> first ? 0 : argument == 1 == (a != 0) ? 1 : 0;
            default -> 0;
        };
    }

    /** Name in lower case, as used in files, for instance {@code greater-or-equal}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The operator of that name.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static Operator named(String text) {
        return Arrays.stream(values())
                .filter(operator -> operator.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown operator '%s'; known: %s"
                        .formatted(
                                text,
                                String.join(
                                        ", ",
                                        Arrays.stream(values())
                                                .map(Operator::text)
                                                .toList()))));
    }

    private static double bit(boolean value) {
        return value ? 1 : 0;
    }

    private static double truncated(double a) {
        return a < 0 ? Math.ceil(a) : Math.floor(a);
    }

    /** erf(z) = 2Φ(√2 z) − 1 with Φ(x) = gelu(x) / x. */
    private static double erf(double z) {
        double x = Math.sqrt(2) * z;
        if (x == 0 || Double.isNaN(z)) return z;
        if (Double.isInfinite(z)) return Math.signum(z);
        return 2 * (Activation.GELU.apply(x) / x) - 1;
    }
}
