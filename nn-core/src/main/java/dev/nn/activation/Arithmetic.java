package dev.nn.activation;

/**
 * What a formula is written in: arithmetic on values of any kind, such as numbers of any precision, lines of an expression,
 * or text.
 *
 * @param <T> the kind of value
 */
public interface Arithmetic<T> {
    /** A number. */
    T number(double value);

    /** a + b. */
    T add(T a, T b);

    /** a − b. */
    T subtract(T a, T b);

    /** a · b. */
    T multiply(T a, T b);

    /** The larger one. */
    T max(T a, T b);

    /** The smaller one. */
    T min(T a, T b);

    /** eˣ. */
    T exp(T x);

    /** The error function 2/√π ∫₀ˣ e^−t² dt. */
    T erf(T x);

    /** The hyperbolic tangent. */
    T tanh(T x);

    /** The logistic function 1 / (1 + e⁻ˣ). */
    T sigmoid(T x);

    /** ln(1 + eˣ). */
    T softplus(T x);
}
