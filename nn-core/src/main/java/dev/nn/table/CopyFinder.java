package dev.nn.table;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The finding of rows that are copies of others. It takes eight bytes a row while it looks, and twelve where there are
 * copies.
 */
final class CopyFinder {
    /** Rows for each different one on average, above which copies are no mistake but what such a table is like. */
    private static final int MOST_COPIES = 10;

    /** Share of all rows that a row and its copies may have to be held out together, and how many always may. */
    private static final double SHARE = 0.05;

    private static final int SOME = 3;

    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private final Table table;
    private final int[] rows;
    private final int[] columns;

    /** For each place among the rows that of the row that it is a copy of, its own for others; empty without copies. */
    private int[] first = {};

    private int count;
    private boolean together = true;

    private CopyFinder(Table table, int[] rows, int[] columns) {
        this.table = table;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Looks for copies.
     *
     * @param columns whose cells are compared
     */
    static CopyFinder of(Table table, int[] rows, int[] columns) {
        CopyFinder finder = new CopyFinder(table, rows, columns);
        finder.find();
        return finder;
    }

    /** What was found. */
    CopiedRows copies() {
        return new CopiedRows(count, together);
    }

    /**
     * Moves copies to the part of the row that they are copies of.
     *
     * @param part of each row; changed, unless a part would be empty
     * @param parts how many there are
     */
    void keepTogether(int[] part, int parts) {
        if (first.length == 0) return;
        int[] moved = new int[part.length];
        boolean[] used = new boolean[parts];
        for (int i = 0; i < part.length; i++) {
            moved[i] = part[first[i]];
            used[moved[i]] = true;
        }
        for (boolean some : used) {
            if (!some) {
                together = false;
                return;
            }
        }
        System.arraycopy(moved, 0, part, 0, part.length);
    }

    private void find() {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(rows.length);
        long place = (1L << bits) - 1;
        long[] keys = hashes();
        for (int i = 0; i < keys.length; i++) keys[i] = (keys[i] & ~place) | i;
        // Rows of one hash follow one another, in the table's order.
        Arrays.sort(keys);
        for (int from = 0, to; from < keys.length; from = to) {
            to = from + 1;
            while (to < keys.length && keys[to] >> bits == keys[from] >> bits) to++;
            if (to - from > 1) compare(keys, from, to, place);
        }
        together &= (long) MOST_COPIES * (rows.length - count) >= rows.length;
        if (!together) first = new int[0];
    }

    private long[] hashes() {
        long[] hashes = new long[rows.length];
        for (int c : columns) {
            ColumnValues values = table.values(c);
            for (int i = 0; i < rows.length; i++) {
                long mixed = (hashes[i] ^ values.bits(rows[i])) * SPREAD;
                hashes[i] = mixed ^ mixed >>> 32;
            }
        }
        // The low bits make room for the row's place.
        for (int i = 0; i < hashes.length; i++) hashes[i] *= SPREAD;
        return hashes;
    }

    /** Finds the copies among rows of one hash, nearly all of which are copies of the first. */
    private void compare(long[] keys, int from, int to, long place) {
        int most = Math.max(SOME, (int) (SHARE * rows.length));
        for (int i = from; i < to; i++) {
            int head = (int) (keys[i] & place);
            if (first.length > 0 && first[head] != head) continue;
            int copies = 1;
            for (int k = i + 1; k < to; k++) {
                int other = (int) (keys[k] & place);
                if (!areEqual(rows[head], rows[other])) continue;
                if (first.length == 0) first = IntStream.range(0, rows.length).toArray();
                first[other] = head;
                copies++;
            }
            count += copies - 1;
            if (copies > most) together = false;
            if (to - from == copies) return;
        }
    }

    private boolean areEqual(int row, int other) {
        for (int c : columns) {
            ColumnValues values = table.values(c);
            if (values.bits(row) != values.bits(other)) return false;
        }
        return true;
    }
}
