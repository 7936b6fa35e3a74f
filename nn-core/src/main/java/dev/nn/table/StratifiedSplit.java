package dev.nn.table;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows in two parts at random, in which each class has the same share as in the whole, as far as whole rows allow.
 *
 * @param train rows to learn from
 * @param held rows to measure on
 */
record StratifiedSplit(int[] train, int[] held) {
    private static final int TRAIN = 0, HELD = 1;

    /**
     * Draws the parts; the same seed gives the same, on any JVM. No part stays empty.
     *
     * @param rows to split, at least 2
     * @param groups the class of each of them
     * @param share of the rows to hold out, between 0 and 1
     * @param copies that are to be in the same part
     */
    static StratifiedSplit of(int[] rows, int[] groups, double share, long seed, CopyFinder copies) {
        // Random's sequence is specified, and so the same everywhere.
        Random random = new Random(seed);
        int[] shuffled = IntStream.range(0, rows.length).toArray();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1), swapped = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = swapped;
        }
        int[] byGroup = sorted(shuffled, groups);
        int count = Math.clamp(Math.round(rows.length * share), 1, rows.length - 1);
        // Every n-th row of the classes one after another: each gives its share.
        double phase = random.nextDouble();
        int[] part = new int[rows.length];
        for (int k = 0; k < count; k++) part[byGroup[(int) ((k + phase) * rows.length / count)]] = HELD;
        copies.keepTogether(part, 2);
        return new StratifiedSplit(part(rows, part, TRAIN), part(rows, part, HELD));
    }

    /** The places by their groups, in a group as they were. */
    private static int[] sorted(int[] places, int[] groups) {
        int[] next = new int[Arrays.stream(groups).max().orElse(0) + 2];
        for (int group : groups) next[group + 1]++;
        for (int group = 1; group < next.length; group++) next[group] += next[group - 1];
        int[] sorted = new int[places.length];
        for (int place : places) sorted[next[groups[place]]++] = place;
        return sorted;
    }

    /** Those rows, in the table's order: a large table is read from front to back. */
    private static int[] part(int[] rows, int[] part, int which) {
        return IntStream.range(0, rows.length)
                .filter(i -> part[i] == which)
                .map(i -> rows[i])
                .toArray();
    }
}
