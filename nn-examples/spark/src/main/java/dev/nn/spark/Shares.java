package dev.nn.spark;

import java.io.Serializable;
import java.util.List;

/**
 * How an epoch is cut into steps: of each partition's shuffled rows, every step takes a stretch, so that every row comes
 * up once an epoch and every partition is used up at the same time. Step s of S takes of n rows those from ⌊ns/S⌋ to
 * ⌊n(s + 1)/S⌋; S is such that a step has about the batch size, give or take one row per partition.
 *
 * @param rows of each partition
 * @param digests of each partition's rows
 * @param steps in an epoch
 */
record Shares(int[] rows, long[] digests, int steps) implements Serializable {
    /** The cut for a batch size. */
    static Shares of(List<BlockSummary> partitions, int batch) {
        int[] rows = partitions.stream().mapToInt(BlockSummary::rows).toArray();
        long[] digests = partitions.stream().mapToLong(BlockSummary::digest).toArray();
        long total = partitions.stream().mapToLong(BlockSummary::rows).sum();
        return new Shares(rows, digests, Math.toIntExact(Math.max(1, Math.ceilDiv(total, (long) batch))));
    }

    /** Rows of all partitions. */
    long total() {
        long total = 0;
        for (int n : rows) total += n;
        return total;
    }

    /** Where in partition {@code partition} step {@code step}, from 0, begins. */
    int from(int partition, int step) {
        return (int) ((long) rows[partition] * step / steps);
    }

    /** Rows of all partitions in the steps {@code from} to {@code to}. */
    long rows(int from, int to) {
        long sum = 0;
        for (int p = 0; p < rows.length; p++) sum += from(p, to) - from(p, from);
        return sum;
    }

    /** The most rows that a partition contributes to a step; at least 1. */
    int largest() {
        int largest = 1;
        for (int n : rows) largest = Math.max(largest, Math.ceilDiv(n, steps));
        return largest;
    }
}
