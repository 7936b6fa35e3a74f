package dev.nn.table;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a table in blocks of so many rows, of each block first the cells of column 0, then those of column 1 and
 * so on: columns can be read one by one, and rows, too. Blocks stay in memory until they are large; then all go to a
 * {@link ScratchFile}.
 */
final class CellBlocks {
    /** Bytes of a block, about; but it has some rows of the widest table, and not all of a narrow one's. */
    private static final int BLOCK = 1 << 22;

    private static final int FEWEST_ROWS = 64;
    private static final int MOST_ROWS = 1 << 14;

    private final int columns;
    private final int rows;
    private final long inMemory;
    private final List<MemorySegment> parts = new ArrayList<>();
    private long[] places = new long[0];
    private int count;
    private long bytes;
    private @Nullable ScratchFile file;

    /** @param inMemory bytes above which the blocks go to a file */
    CellBlocks(int columns, long inMemory) {
        this.columns = columns;
        this.inMemory = inMemory;
        int fitting = Integer.highestOneBit(Math.max(1, BLOCK / Double.BYTES / columns));
        this.rows = Math.clamp(fitting, FEWEST_ROWS, MOST_ROWS);
    }

    /** Bytes of the heap that data may take before it goes to a file. */
    static long heapShare() {
        return Runtime.getRuntime().maxMemory() / 8;
    }

    /** Rows of a block, a power of 2; the last block may have fewer. */
    int rows() {
        return rows;
    }

    /** Appends the next column's cells of a block. The array behind them is not to be changed any more. */
    void append(MemorySegment cells) {
        bytes += cells.byteSize();
        parts.add(cells);
        if (file == null && bytes > inMemory) file = ScratchFile.create();
        if (file == null) return;
        for (MemorySegment part : parts) {
            if (count == places.length) places = Arrays.copyOf(places, Math.max(64, 2 * count));
            places[count++] = file.append(part);
        }
        parts.clear();
    }

    /** Ends the table: from now on it can be read. */
    void close() {
        if (file == null) return;
        // Nobody closes tables: the collector unmaps the file, and so gives its room back.
        MemorySegment mapped = file.map(Arena.ofAuto());
        file.close();
        for (int i = 0; i < count; i++) parts.add(mapped.asSlice(places[i]));
        places = new long[0];
    }

    /** The cells of a block. */
    MemorySegment get(int block, int column) {
        return parts.get(block * columns + column);
    }
}
