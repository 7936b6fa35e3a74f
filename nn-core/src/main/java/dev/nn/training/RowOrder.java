package dev.nn.training;

import java.util.Random;

/** The order in which an epoch goes through the rows: random, and where rows lie in blocks, block by block. */
final class RowOrder {
    /** Blocks whose rows are shuffled together. */
    static final int TOGETHER = 64;

    private RowOrder() {}

    /**
     * A new order of all rows.
     *
     * @param block rows of a block; 0 if there are none
     */
    static void shuffle(Random random, int[] order, int block) {
        long window = (long) block * TOGETHER;
        if (window == 0 || window >= order.length) {
            shuffle(random, order);
            return;
        }
        int[] blocks = new int[Math.ceilDiv(order.length, block)];
        shuffle(random, blocks);
        int next = 0;
        for (int each : blocks) {
            int first = each * block;
            for (int row = first; row < Math.min((long) first + block, order.length); row++) order[next++] = row;
        }
        for (long from = 0; from < order.length; from += window) {
            mix(random, order, (int) from, (int) Math.min(order.length, from + window));
        }
    }

    /** The numbers from 0 on in random order (Fisher, Yates). */
    private static void shuffle(Random random, int[] order) {
        for (int i = 0; i < order.length; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
    }

    private static void mix(Random random, int[] order, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int j = from + random.nextInt(i - from + 1), other = order[i];
            order[i] = order[j];
            order[j] = other;
        }
    }
}
