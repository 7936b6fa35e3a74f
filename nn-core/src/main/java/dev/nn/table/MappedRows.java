package dev.nn.table;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A data set with one target in a temporary file: of each row the features, then the target. */
final class MappedRows implements BatchSource {
    /** Values that are written together, about. */
    private static final int CHUNK = 1 << 16;

    /** Floats of a cache line. */
    private static final int LINE = 16;

    private final int size;
    private final int features;
    private final MemorySegment values;
    /** Where {@link #touch} leaves what it has read, so that the reading is not optimised away. */
    @SuppressWarnings("UnusedVariable")
    private float touched;

    private MappedRows(int size, int features, MemorySegment values) {
        this.size = size;
        this.features = features;
        this.values = values;
    }

    /** A copy of a data set; it can be read until the arena is closed. */
    static MappedRows copy(Dataset rows, Arena arena) {
        int features = rows.features(), width = features + 1, some = Math.max(1, CHUNK / width);
        float[] chunk = new float[some * width];
        try (ScratchFile file = ScratchFile.create()) {
            for (int from = 0; from < rows.size(); from += some) {
                int count = Math.min(some, rows.size() - from);
                for (int i = 0; i < count; i++) {
                    rows.copyFeatures(from + i, chunk, i * width);
                    rows.copyTarget(from + i, chunk, i * width + features);
                }
                file.append(MemorySegment.ofArray(chunk).asSlice(0, (long) count * width * Float.BYTES));
            }
            return new MappedRows(rows.size(), features, file.map(arena));
        }
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
        return 1;
    }

    private long start(int row) {
        return row * (features + 1L) * Float.BYTES;
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        MemorySegment.copy(values, JAVA_FLOAT_UNALIGNED, start(row), to, at, features);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        to[at] = values.get(JAVA_FLOAT_UNALIGNED, start(row + 1) - Float.BYTES);
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
