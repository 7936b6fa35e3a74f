package dev.nn.examples.data;

import java.util.Random;

/**
 * Events of a physics experiment: a peak, the signal, on a falling background, in a window from 0 to {@value #END}.
 *
 * <p>p(x) = f · normal(x; μ, σ) + (1 − f) · λ e^(−λx) / (1 − e^(−λ·10)).
 *
 * @param fraction f, of signal
 * @param mean μ of the peak
 * @param width σ of the peak
 * @param slope λ of the background
 */
public record MassPeak(double fraction, double mean, double width, double slope) {
    /** The end of the window. */
    public static final double END = 10;

    /** The truth that events are drawn from. */
    public static MassPeak truth() {
        return new MassPeak(0.3, 4, 0.5, 0.3);
    }

    /** The density at x; the little of the peak that lies outside the window is neglected. */
    public double density(double x) {
        double t = (x - mean) / width;
        double signal = Math.exp(-t * t / 2) / (width * Math.sqrt(2 * Math.PI));
        double background = slope * Math.exp(-slope * x) / -Math.expm1(-slope * END);
        return fraction * signal + (1 - fraction) * background;
    }

    /** Draws events. */
    public double[] draw(int events, long seed) {
        Random random = new Random(seed);
        double[] x = new double[events];
        for (int i = 0; i < events; i++) {
            do {
                x[i] = random.nextDouble() < fraction
                        ? mean + width * random.nextGaussian()
                        : -Math.log1p(random.nextDouble() * Math.expm1(-slope * END)) / slope;
            } while (x[i] < 0 || x[i] >= END);
        }
        return x;
    }
}
