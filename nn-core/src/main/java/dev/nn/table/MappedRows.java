package dev.nn.table;

import dev.nn.data.Dataset;
import dev.nn.data.MappedDataset;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The copy of a data set with one target into a temporary file. */
final class MappedRows {
    /** Values that are written together, about. */
    private static final int CHUNK = 1 << 16;

    private MappedRows() {}

    /** A copy of encoded rows; it can be read until the arena is closed. */
    static Dataset copy(EncodedTable rows, Arena arena) {
        int features = rows.features(), width = features + 1, some = Math.max(1, CHUNK / width);
        float[] chunk = new float[some * width];
        try (ScratchFile file = ScratchFile.create()) {
            for (int from = 0; from < rows.size(); from += some) {
                int count = Math.min(some, rows.size() - from);
                rows.copyFeatures(from, count, chunk, 0, width);
                for (int i = 0; i < count; i++) rows.copyTarget(from + i, chunk, i * width + features);
                file.append(MemorySegment.ofArray(chunk).asSlice(0, (long) count * width * Float.BYTES));
            }
            return MappedDataset.of(features, 1, 0, file.map(arena));
        }
    }
}
