package dev.nn.bench.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The value in the middle: half of the values are no larger, half no smaller. */
public final class Median {
    private Median() {}

    /** Of an even number of values the mean of the middle two; NaN of none. */
    public static double of(double... values) {
        if (values.length == 0) return Double.NaN;
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Of one property of some things. */
    public static <T> double of(Collection<T> things, ToDoubleFunction<T> property) {
        return of(things.stream().mapToDouble(property).toArray());
    }
}
