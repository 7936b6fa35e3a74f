package dev.nn.bench.work;

import java.util.Random;
import java.util.stream.IntStream;

/** Which rows of a result are checked: all of a small one; of a large one the first, the last and others drawn by lot. */
final class SomeRows {
    /** Multiply-adds up to which every row is checked. */
    private static final long WHOLE = 20_000_000;

    private static final int SOME = 12;

    private SomeRows() {}

    /** Rows of that many, if each costs so many multiply-adds. */
    static int[] of(int count, long perRow, long seed) {
        if (count <= SOME || count * perRow <= WHOLE)
            return IntStream.range(0, count).toArray();
        Random random = new Random(seed);
        int[] rows = new int[SOME];
        for (int i = 1; i < rows.length; i++) rows[i] = random.nextInt(count);
        rows[1] = count - 1;
        return rows;
    }
}
