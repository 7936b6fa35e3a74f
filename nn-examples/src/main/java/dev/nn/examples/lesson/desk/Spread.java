package dev.nn.examples.lesson.desk;

import java.util.Arrays;

/**
 * What several replicas of a measurement gave.
 *
 * @param least of all
 * @param median of them; of an even number the lower of the middle two, so that it is a value that was measured
 * @param most of all
 */
public record Spread(double least, double median, double most) {
    /** Of these values, at least one. */
    public static Spread of(double... values) {
        if (values.length == 0) throw new IllegalArgumentException("a spread needs at least 1 value");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[(sorted.length - 1) / 2], sorted[sorted.length - 1]);
    }
}
