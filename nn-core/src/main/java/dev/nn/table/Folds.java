package dev.nn.table;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows dealt into folds, each of which has about the same share of every class, or of small and large numbers.
 *
 * @param rows all of them
 * @param fold of each
 * @param count of folds
 */
record Folds(int[] rows, int[] fold, int count) {
    /**
     * Deals the rows; the same seed gives the same folds, on any JVM. No fold is empty.
     *
     * @param targets of the rows: numbers of classes, or numbers
     * @param count of folds, at most as many as rows
     * @param copies that are to be in the same fold
     */
    static Folds of(int[] rows, float[] targets, int count, long seed, CopyFinder copies) {
        // Random's sequence is specified, and so the same everywhere.
        Random random = new Random(seed);
        int[] places = IntStream.range(0, rows.length).toArray();
        shuffle(places, places.length, random);
        int[] sorted = Arrays.stream(places)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> targets[place]))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] fold = new int[rows.length], order = IntStream.range(0, count).toArray();
        for (int i = 0; i < sorted.length; i++) {
            if (i % count == 0) shuffle(order, count, random);
            fold[sorted[i]] = order[i % count];
        }
        copies.keepTogether(fold, count);
        return new Folds(rows, fold, count);
    }

    private static void shuffle(int[] values, int count, Random random) {
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1), swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /** The rows of a fold, in the table's order. */
    int[] held(int number) {
        return IntStream.range(0, rows.length)
                .filter(i -> fold[i] == number)
                .map(i -> rows[i])
                .toArray();
    }

    /** The rows of the other folds. */
    int[] rest(int number) {
        return IntStream.range(0, rows.length)
                .filter(i -> fold[i] != number)
                .map(i -> rows[i])
                .toArray();
    }
}
