package dev.nn.table;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Mean and standard deviation (of the population: 1/n) of a column's numbers.
 *
 * @param count of the numbers, missing ones not counted
 * @param mean 0 without numbers
 * @param deviation 1 where the numbers don't vary
 * @param varies whether there are different numbers
 */
record Moments(int count, double mean, double deviation, boolean varies) {
    /** Of numbers; NaN is a missing one. */
    static Moments of(double[] values) {
        return of(i -> values[i], IntStream.range(0, values.length).toArray());
    }

    /**
     * Of some rows of a column.
     *
     * @param number a row's number; NaN if it is missing
     */
    static Moments of(IntToDoubleFunction number, int[] rows) {
        int count = 0;
        double lowest = Double.POSITIVE_INFINITY, highest = Double.NEGATIVE_INFINITY, mean = 0;
        for (int row : rows) {
            double value = number.applyAsDouble(row);
            if (Double.isNaN(value)) continue;
            count++;
            // Not the sum over n: it could overflow.
            mean += value / count - mean / count;
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        if (!(lowest < highest)) return new Moments(count, count == 0 ? 0 : lowest, 1, false);
        // Divided by the range, so that no square overflows or vanishes.
        double range = highest / 2 - lowest / 2, sum = 0;
        for (int row : rows) {
            double away = (number.applyAsDouble(row) - mean) / range;
            if (!Double.isNaN(away)) sum += away * away;
        }
        double deviation = range * Math.sqrt(sum / count);
        boolean varies = deviation > 0 && deviation <= Double.MAX_VALUE && Double.isFinite(mean);
        return new Moments(count, varies ? mean : lowest, varies ? deviation : 1, varies);
    }
}
