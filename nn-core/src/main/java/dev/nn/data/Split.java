package dev.nn.data;

import java.util.Arrays;
import java.util.Random;

/**
 * A data set in two parts, disjoint and complete.
 *
 * @param train to learn from
 * @param validation to measure on, never learnt from
 */
public record Split(Subset train, Subset validation) {
    /**
     * Draws the rows of each part at random; the same seed gives the same split, on any JVM.
     *
     * @param validationShare share of the rows, between 0 and 1; the number is rounded, but no part stays empty
     * @throws IllegalArgumentException if the share isn't between 0 and 1 or there are fewer than two rows
     */
    public static Split of(Dataset whole, double validationShare, long seed) {
        if (!(validationShare > 0 && validationShare < 1)) {
            throw new IllegalArgumentException("the validation share must be between 0 and 1, was " + validationShare);
        }
        int size = whole.size();
        if (size < 2) throw new IllegalArgumentException("a split needs at least 2 rows, the data has " + size);
        int[] rows = shuffled(size, seed);
        int validation = Math.clamp(Math.round(size * validationShare), 1, size - 1);
        return new Split(
                Subset.of(whole, Arrays.copyOfRange(rows, validation, size)),
                Subset.of(whole, Arrays.copyOf(rows, validation)));
    }

    /** The numbers from 0 to {@code size} − 1 in random order (Fisher, Yates). */
    private static int[] shuffled(int size, long seed) {
        // Not RandomGenerator.getDefault: Random's sequence is specified, and so the same everywhere.
        Random random = new Random(seed);
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            rows[i] = rows[j];
            rows[j] = i;
        }
        return rows;
    }
}
