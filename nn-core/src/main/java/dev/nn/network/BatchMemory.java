package dev.nn.network;

import dev.nn.guard.Memory;

/** The memory that batches take between the layers, checked before any of it is allocated. */
final class BatchMemory {
    static final String REMEDY = "use smaller batches";

    private BatchMemory() {}

    /**
     * Checks that there can be buffers for batches of so many rows.
     *
     * @param widths inputs of the network, then outputs of each layer
     * @return bytes of these buffers, one for each width
     * @throws IllegalArgumentException naming the layer, if one of them is longer than an array, or saying how much all
     *     need, if it is more than the JVM may use
     */
    static long require(int maxBatch, int[] widths) {
        return require(maxBatch, maxBatch, widths);
    }

    /**
     * The same where what lies between the layers has memory for fewer rows, and so have copies of the first and the last.
     *
     * @param held rows that there is memory for between the layers
     */
    static long require(int maxBatch, int held, int[] widths) {
        if (maxBatch < 1) throw new IllegalArgumentException("the largest batch must be at least 1, was " + maxBatch);
        long floats = 0;
        for (int l = 0; l < widths.length; l++) {
            boolean end = l == 0 || l == widths.length - 1;
            long rows = Memory.rows(end ? maxBatch : held, widths[l]);
            if (rows > Memory.LARGEST_ARRAY) throw tooLarge(maxBatch, rows, l, widths);
            floats += end && held < maxBatch ? rows + Memory.rows(held, widths[l]) : rows;
        }
        // The text costs more than the check, and a quick start comes by here.
        if (floats * Float.BYTES > Runtime.getRuntime().maxMemory()) {
            Memory.requireHeap(floats * Float.BYTES, what(maxBatch), REMEDY);
        }
        return floats * Float.BYTES;
    }

    /** Batches of so many rows as a message begins. */
    static String what(int maxBatch) {
        return "a batch of " + maxBatch + " rows";
    }

    private static IllegalArgumentException tooLarge(int maxBatch, long floats, int l, int[] widths) {
        String layer = l == 0 ? "the input" : "layer %d (%d→%d)".formatted(l, widths[l - 1], widths[l]);
        long most = Memory.LARGEST_ARRAY / Memory.rows(1, widths[l]);
        return new IllegalArgumentException("%s; the largest possible batch is %d"
                .formatted(Memory.tooLong(floats, "%s for %s".formatted(layer, what(maxBatch))), most));
    }
}
