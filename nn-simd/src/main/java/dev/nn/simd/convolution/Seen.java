package dev.nn.simd.convolution;

import java.util.Arrays;

/**
 * Which rows of a kernel see rows of the source from which rows of the target; the others see nothing but padding.
 *
 * <pre>
 *   kernel row     0  1  2        target row 0 sees nothing through kernel row 0,
 *   target row 0      x  x        and the last one nothing through kernel row 2:
 *   target row 1   x  x  x        the sums leave these terms out
 *   target row 2   x  x
 * </pre>
 *
 * The rows that meet are neighbours in both directions. Immutable.
 */
final class Seen {
    /** For each target row, the kernel rows that see something from there: {@code from} to {@code to}. */
    final int[] from, to;

    /** For each target row, the first one behind it that sees through other kernel rows. */
    final int[] alike;

    /** For each kernel row, the target rows from which it sees something: {@code first} to {@code end}. */
    final int[] first, end;

    /**
     * @param source rows of the source
     * @param targets rows of the target
     * @param origin the source row at which the window of the first target row begins
     * @param stride source rows from one window to the next
     * @param offsets source rows from a window's beginning to each kernel row, all rising or all falling
     */
    Seen(int source, int targets, int origin, int stride, int[] offsets) {
        from = new int[targets];
        to = new int[targets];
        alike = new int[targets];
        first = new int[offsets.length];
        end = new int[offsets.length];
        Arrays.fill(first, targets);
        for (int r = 0; r < targets; r++) {
            for (int i = 0; i < offsets.length; i++) {
                int row = origin + r * stride + offsets[i];
                if (row < 0 || row >= source) continue;
                if (to[r] == 0) from[r] = i;
                to[r] = i + 1;
                first[i] = Math.min(first[i], r);
                end[i] = r + 1;
            }
        }
        for (int i = 0; i < first.length; i++) first[i] = Math.min(first[i], end[i]);
        for (int r = targets - 1; r >= 0; r--) {
            boolean same = r + 1 < targets && from[r + 1] == from[r] && to[r + 1] == to[r];
            alike[r] = same ? alike[r + 1] : r + 1;
        }
    }

    /** How many target rows see through the same kernel rows as that one. */
    int alike(int row) {
        int begin = row;
        while (begin > 0 && alike[begin - 1] == alike[row]) begin--;
        return alike[row] - begin;
    }

    /** The first of the target rows that see through the most kernel rows. */
    int firstOfMost() {
        int most = 0;
        for (int r = 1; r < from.length; r++) if (to[r] - from[r] > to[most] - from[most]) most = r;
        return most;
    }
}
