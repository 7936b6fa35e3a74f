package dev.nn.simd.product;

import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies between matrices in the caller's memory and blocks in scratch memory. */
public final class Packing {
    private static final VectorSpecies<Float> SPECIES = VectorShape.FLOATS;
    private static final int L = VectorShape.LANES;

    private Packing() {}

    /** Copies rows × columns. */
    static void copy(int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int r = 0; r < rows; r++) System.arraycopy(from, at + r * stride, to, toAt + r * toStride, columns);
    }

    /** Copies rows × columns into rows of {@code width} floats, and sets the rest of each to zero. */
    static void copyPadded(int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int width) {
        copy(rows, columns, from, at, stride, to, toAt, width);
        if (width == columns) return;
        for (int r = 0; r < rows; r++) Arrays.fill(to, toAt + r * width + columns, toAt + (r + 1) * width, 0f);
    }

    /**
     * Copies the columns {@code from} to {@code to} of some rows, from {@code row} on, into panels: {@code width} columns side by side, row
     * after row, then the next {@code width} columns; the last panel is as wide as its columns, rounded up to whole
     * vectors with zeros.
     *
     * @param width a multiple of the vector length
     */
    static void panels(int row, int rows, Rows matrix, int from, int to, int width, float[] packed, int at) {
        int whole = from + (to - from) / width * width;
        if (whole > from) wholePanels(row, rows, matrix, from, whole, width, packed, at);
        if (whole == to) return;
        int columns = to - whole, last = at + rows * (whole - from);
        copyPadded(
                rows,
                columns,
                matrix.data(),
                matrix.index(row, whole),
                matrix.stride(),
                packed,
                last,
                Blocking.padded(columns));
    }

    /** Row by row, because neighbouring panels share pages; vector by vector, because an arraycopy costs 15 cycles. */
    private static void wholePanels(
            int row, int rows, Rows matrix, int from, int to, int width, float[] packed, int at) {
        float[] data = matrix.data();
        int next = rows * width;
        for (int r = 0; r < rows; r++) {
            int source = matrix.index(row + r, 0);
            int target = at + r * width;
            for (int j = from; j < to; j += width) {
                for (int v = 0; v < width; v += L) {
                    FloatVector.fromArray(SPECIES, data, source + j + v).intoArray(packed, target + v);
                }
                target += next;
            }
        }
    }
}
