package dev.nn.examples.plot;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How an axis spreads its values: evenly, or by their logarithms.
 *
 * @param axis with its ends, which are above 0 for logarithms
 * @param isLogarithmic whether equal factors are equally far apart
 */
record Scale(Axis axis, boolean isLogarithmic) {
    /** From this share of a decade on every power of ten has room for 2 and 5, too. */
    private static final double FEW_DECADES = 1.6;

    private static final double MOST_POWERS = 6;

    /** Where a value lies, as a share of the axis from 0 to 1; not a number if it has no place. */
    double share(double value) {
        if (!isLogarithmic) return axis.share(value);
        if (!(value > 0)) return Double.NaN;
        return Math.log(value / axis.from()) / Math.log(axis.to() / axis.from());
    }

    double[] ticks() {
        if (!isLogarithmic) return axis.ticks();
        double decades = Math.log10(axis.to() / axis.from());
        int step = (int) Math.max(1, Math.ceil(decades / MOST_POWERS));
        double[] factors = decades < FEW_DECADES ? new double[] {1, 2, 5} : new double[] {1};
        int first = (int) Math.floor(Math.log10(axis.from()));
        return IntStream.range(0, (int) decades + 3)
                .filter(i -> Math.floorMod(first + i, step) == 0)
                .boxed()
                .flatMapToDouble(i -> DoubleStream.of(factors).map(factor -> factor * Math.pow(10, first + i)))
                .filter(tick -> tick >= axis.from() * (1 - 1e-9) && tick <= axis.to() * (1 + 1e-9))
                .toArray();
    }

    /** A tick in few digits, from 0.001 to 99999 without an exponent. */
    String text(double tick) {
        double size = Math.abs(tick);
        if (size != 0 && (size < 9.99e-4 || size > 99_999)) {
            return Minus.signs(String.format(Locale.ROOT, "%.0e", tick)
                    .replaceAll("e([-+])0", "e$1")
                    .replace("e+", "e"));
        }
        if (!isLogarithmic) return axis.text(tick);
        return new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(tick);
    }
}
