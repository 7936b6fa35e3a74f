package dev.nn.simd;

import java.util.Arrays;

/** Copies between matrices in the caller's memory and blocks in scratch memory. */
final class Packing {
    private Packing() {}

    /** Copies rows × columns. */
    static void copy(int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int toStride) {
        for (int r = 0; r < rows; r++) System.arraycopy(from, at + r * stride, to, toAt + r * toStride, columns);
    }

    /** Copies rows × columns into rows of {@code width} floats, and sets the rest of each to zero. */
    static void copyPadded(int rows, int columns, float[] from, int at, int stride, float[] to, int toAt, int width) {
        copy(rows, columns, from, at, stride, to, toAt, width);
        for (int r = 0; r < rows; r++) Arrays.fill(to, toAt + r * width + columns, toAt + (r + 1) * width, 0f);
    }
}
