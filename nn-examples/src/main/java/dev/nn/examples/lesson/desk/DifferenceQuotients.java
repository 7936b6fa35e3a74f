package dev.nn.examples.lesson.desk;

import dev.nn.loss.Loss;
import dev.nn.network.Network;

/** The gradient without any calculus: how much the loss changes if one parameter changes a little, in double precision. */
public final class DifferenceQuotients {
    private DifferenceQuotients() {}

    /**
     * (L(w + h) − L(w − h)) / 2h for every parameter: an array per layer, weights row by row, then the bias.
     *
     * @param h small, but not so small that the difference drowns in rounding
     */
    public static double[][] of(Network network, Loss loss, Samples samples, double h) {
        double[] values = Samples.widened(network.parameters());
        double[][] x = Samples.widened(samples.x()), t = Samples.widened(samples.t());
        double[][] quotients = new double[network.layers().size()][];
        for (int l = 0; l < quotients.length; l++) {
            quotients[l] = new double[network.layers().get(l).parameterCount()];
            for (int i = 0; i < quotients[l].length; i++) {
                int place = network.layers().get(l).parameterIndex(i);
                double at = values[place];
                values[place] = at + h;
                double above = mean(network, loss, values, x, t);
                values[place] = at - h;
                double below = mean(network, loss, values, x, t);
                values[place] = at;
                quotients[l][i] = (above - below) / (2 * h);
            }
        }
        return quotients;
    }

    private static double mean(Network network, Loss loss, double[] values, double[][] x, double[][] t) {
        double sum = 0;
        for (int s = 0; s < x.length; s++) sum += loss.value(network.apply(x[s], values), t[s]);
        return sum / x.length;
    }

    /** The largest |a − b| / max(|a|, |b|, 1 % of the largest |b|) in a layer. */
    public static double error(double[] a, double[] b) {
        double largest = 0, error = 0;
        for (double value : b) largest = Math.max(largest, Math.abs(value));
        for (int i = 0; i < a.length; i++) {
            double size = Math.max(Math.max(Math.abs(a[i]), Math.abs(b[i])), 0.01 * largest);
            if (size > 0) error = Math.max(error, Math.abs(a[i] - b[i]) / size);
        }
        return error;
    }

    /** The same over all layers. */
    public static double error(double[][] a, double[][] b) {
        double error = 0;
        for (int l = 0; l < a.length; l++) error = Math.max(error, error(a[l], b[l]));
        return error;
    }
}
