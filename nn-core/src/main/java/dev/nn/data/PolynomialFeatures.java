package dev.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * All products of powers of some inputs up to a degree: (x, y) becomes (x, y, x², xy, y², x³, …), with which a linear
 * model can draw curved borders. The constant 1 is left out: it belongs to the bias.
 *
 * <p>Of n inputs and degree d there are (n + d)! / (n! d!) − 1; with the bias, a linear model of two inputs has
 * (d + 1)(d + 2) / 2 parameters. Immutable.
 */
public final class PolynomialFeatures {
    private static final int MOST = 1_000_000;

    /** Exponents of each product: one array per product, one entry per input. */
    private final List<int[]> exponents = new ArrayList<>();

    private final int inputs;
    private final int degree;

    private PolynomialFeatures(int inputs, int degree) {
        this.inputs = inputs;
        this.degree = degree;
        for (int d = 1; d <= degree; d++) collect(new int[inputs], 0, d);
    }

    /**
     * The products of {@code inputs} inputs with degrees from 1 to {@code degree}, lower degrees first.
     *
     * @throws IllegalArgumentException if either is less than 1, or there would be more than a million products
     */
    public static PolynomialFeatures of(int inputs, int degree) {
        if (inputs < 1) throw new IllegalArgumentException("inputs must be at least 1, was " + inputs);
        if (degree < 1) throw new IllegalArgumentException("degree must be at least 1, was " + degree);
        double count = 1;
        for (int i = 1; i <= Math.min(inputs, degree); i++) count *= (Math.max(inputs, degree) + i) / (double) i;
        if (count > MOST) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%d inputs have more than %,d products up to degree %d", inputs, MOST, degree));
        }
        return new PolynomialFeatures(inputs, degree);
    }

    private void collect(int[] powers, int input, int left) {
        if (input == inputs - 1) {
            powers[input] = left;
            exponents.add(powers.clone());
            return;
        }
        for (int power = left; power >= 0; power--) {
            powers[input] = power;
            collect(powers, input + 1, left - power);
        }
    }

    public int inputs() {
        return inputs;
    }

    public int degree() {
        return degree;
    }

    /** How many products there are. */
    public int count() {
        return exponents.size();
    }

    /** The exponent of each input in product {@code index}. */
    public int[] exponents(int index) {
        return exponents.get(index).clone();
    }

    /** The products of one row of inputs. */
    public double[] apply(double... x) {
        if (x.length != inputs) {
            throw new IllegalArgumentException("x must have %d values, has %d".formatted(inputs, x.length));
        }
        double[][] powers = new double[inputs][degree + 1];
        for (int i = 0; i < inputs; i++) {
            powers[i][0] = 1;
            for (int p = 1; p <= degree; p++) powers[i][p] = powers[i][p - 1] * x[i];
        }
        double[] products = new double[count()];
        Arrays.fill(products, 1);
        for (int f = 0; f < products.length; f++) {
            int[] exponent = exponents.get(f);
            for (int i = 0; i < inputs; i++) products[f] *= powers[i][exponent[i]];
        }
        return products;
    }
}
