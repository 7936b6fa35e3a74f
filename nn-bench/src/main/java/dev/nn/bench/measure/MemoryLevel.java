package dev.nn.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A level of the memory hierarchy.
 *
 * <p>The sizes of the caches are those that Linux tells of the first processor, elsewhere those of a common one.
 */
public enum MemoryLevel {
    L1(32, 16),
    L2(1024, 512),
    L3(32 * 1024, 8 * 1024),
    DRAM(Integer.MAX_VALUE, 256 * 1024);

    private final int kibibytes;
    private final int workingSet;

    MemoryLevel(int usual, int workingSet) {
        this.kibibytes = name().equals("DRAM") ? usual : told(name().charAt(1) - '0', usual);
        // No more than half of the cache, so that it holds everything and something else besides.
        this.workingSet =
                name().equals("DRAM") ? workingSet : Math.min(workingSet, Integer.highestOneBit(kibibytes / 2));
    }

    /** Its size. */
    public int kibibytes() {
        return kibibytes;
    }

    /** Whether every core has its own, as far as is usual. */
    public boolean isPrivate() {
        return this == L1 || this == L2;
    }

    /** How much is read to measure its bandwidth, in KiB. */
    public int workingSet() {
        return workingSet;
    }

    /** The smallest level that can hold so much. */
    public static MemoryLevel holding(double bytes) {
        for (MemoryLevel level : values()) if (bytes <= level.kibibytes * 1024.0) return level;
        return DRAM;
    }

    private static int told(int level, int usual) {
        Path caches = Path.of("/sys/devices/system/cpu/cpu0/cache");
        for (int index = 0; index < 8; index++) {
            Path cache = caches.resolve("index" + index);
            try {
                boolean data = !Files.readString(cache.resolve("type")).strip().equals("Instruction");
                if (data && Files.readString(cache.resolve("level")).strip().equals(String.valueOf(level))) {
                    return kibibytes(Files.readString(cache.resolve("size")).strip());
                }
            } catch (IOException | NumberFormatException unknown) {
                return usual;
            }
        }
        return usual;
    }

    private static int kibibytes(String size) {
        int number = Integer.parseInt(size.substring(0, size.length() - 1));
        return size.endsWith("M") ? 1024 * number : number;
    }
}
