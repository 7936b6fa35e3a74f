package dev.nn.examples.plot;

import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * One axis of a picture.
 *
 * @param label what it shows, with its unit
 * @param from value at its beginning
 * @param to value at its end, more than {@code from}
 */
public record Axis(String label, double from, double to) {
    private static final double MOST_TICKS = 6;

    public Axis {
        if (!(from < to)) throw new IllegalArgumentException("an axis can't go from %s to %s".formatted(from, to));
    }

    /** Where a value lies, as a share of the axis from 0 to 1. */
    public double share(double value) {
        return (value - from) / (to - from);
    }

    /** The value at a share of the axis. */
    public double value(double share) {
        return from + share * (to - from);
    }

    /** Round values inside the axis: multiples of 1, 2 or 5 times a power of ten. */
    public double[] ticks() {
        double step = step();
        return LongStream.rangeClosed((long) Math.ceil(from / step - 1e-9), (long) Math.floor(to / step + 1e-9))
                .asDoubleStream()
                .flatMap(multiple -> DoubleStream.of(multiple * step))
                .toArray();
    }

    /** A tick as text, with as many digits as ticks need to differ. */
    public String text(double tick) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step()) - 1e-9));
        String text = String.format(Locale.ROOT, "%." + digits + "f", tick + 0.0);
        return Minus.signs(text);
    }

    private double step() {
        double least = (to - from) / MOST_TICKS, power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double factor : new double[] {1, 2, 5}) if (factor * power >= least) return factor * power;
        return 10 * power;
    }
}
