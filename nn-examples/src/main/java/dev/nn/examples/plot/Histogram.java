package dev.nn.examples.plot;

import java.awt.Color;

/**
 * How often values fall into each of some equally wide bins; those outside are counted in the first and the last one.
 *
 * @param edges of the bins, one more than there are bins
 * @param counts of values
 */
public record Histogram(double[] edges, double[] counts) {
    /** Counts. */
    public static Histogram of(double[] values, double from, double to, int bins) {
        if (!(from < to) || bins < 1) throw new IllegalArgumentException("no bins from %s to %s".formatted(from, to));
        double[] edges = new double[bins + 1], counts = new double[bins];
        for (int b = 0; b <= bins; b++) edges[b] = from + (to - from) * b / bins;
        for (double value : values) counts[Math.clamp((int) ((value - from) / (to - from) * bins), 0, bins - 1)]++;
        return new Histogram(edges, counts);
    }

    /** Adds it to a chart, as bars without gaps. */
    public void addTo(Chart chart, String name, Color color) {
        int bins = counts.length;
        double[] x = new double[2 * bins + 2], y = new double[2 * bins + 2];
        for (int b = 0; b < bins; b++) {
            x[2 * b + 1] = edges[b];
            x[2 * b + 2] = edges[b + 1];
            y[2 * b + 1] = counts[b];
            y[2 * b + 2] = counts[b];
        }
        x[0] = edges[0];
        x[2 * bins + 1] = edges[bins];
        chart.area(name, x, y, color);
    }
}
