package dev.nn.data;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;

/**
 * A data set in memory that need not be on the heap, such as a mapped file: of each row the features, then the targets, as
 * floats in the machine's byte order. {@code RowFile} writes and opens such files. It can be read as long as the memory is there.
 */
public final class MappedDataset implements BatchSource {
    /** Floats of a cache line. */
    private static final int LINE = 16;

    private final int size;
    private final int features;
    private final int targets;
    private final int block;
    private final MemorySegment values;

    /** Where {@link #touch} leaves what it has read, so that the reading is not optimised away. */
    @SuppressWarnings("UnusedVariable")
    private float touched;

    private MappedDataset(int size, int features, int targets, int block, MemorySegment values) {
        this.size = size;
        this.features = features;
        this.targets = targets;
        this.block = block;
        this.values = values;
    }

    /**
     * The rows in some memory.
     *
     * @param features of a row, at least 1
     * @param targets of a row, at least 0
     * @param block rows that are read together; see {@link BatchSource#block}
     * @throws IllegalArgumentException if the memory doesn't hold whole rows, or more than 2³¹ − 1
     */
    public static MappedDataset of(int features, int targets, int block, MemorySegment values) {
        if (features < 1) throw new IllegalArgumentException("features must be at least 1, was " + features);
        if (targets < 0) throw new IllegalArgumentException("targets must not be negative, was " + targets);
        if (block < 0) throw new IllegalArgumentException("block must not be negative, was " + block);
        long bytes = ((long) features + targets) * Float.BYTES, size = values.byteSize() / bytes;
        if (values.byteSize() % bytes != 0 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%d bytes are no whole number of rows of %d bytes, up to %d of them"
                    .formatted(values.byteSize(), bytes, Integer.MAX_VALUE));
        }
        return new MappedDataset((int) size, features, targets, block, values);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int targets() {
        return targets;
    }

    @Override
    public int block() {
        return block;
    }

    private long start(int row) {
        return row * ((long) features + targets) * Float.BYTES;
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        MemorySegment.copy(values, JAVA_FLOAT_UNALIGNED, start(row), to, at, features);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        long from = start(row) + (long) features * Float.BYTES;
        MemorySegment.copy(values, JAVA_FLOAT_UNALIGNED, from, to, at, targets);
    }

    /** Reads a value of each cache line. The rows come in random order, and from far away. */
    @Override
    public void touch(int row) {
        float sum = 0;
        for (long at = start(row); at < start(row + 1); at += LINE * Float.BYTES) {
            sum += values.get(JAVA_FLOAT_UNALIGNED, at);
        }
        // Finite values give no NaN, but the compiler doesn't know, and keeps the reads.
        if (Float.isNaN(sum)) touched = sum;
    }
}
