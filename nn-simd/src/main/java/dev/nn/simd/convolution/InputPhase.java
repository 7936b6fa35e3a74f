package dev.nn.simd.convolution;

import dev.nn.kernel.ConvolutionShape;
import dev.nn.simd.product.Blocking;
import java.util.Arrays;

/**
 * The pixels of the input that lie at the same place between two output pixels, and the windows through which their
 * gradient looks at dZ.
 *
 * <p>With stride s only every s-th kernel row and column meets an output pixel from where an input pixel stands; which ones,
 * its place modulo s decides. So there are s² convolutions over dZ, each with stride 1 and a part of the kernel, and none
 * multiplies by zeros between output pixels.
 */
final class InputPhase {
    /** Of the first input pixel. */
    private final int row;

    private final int column;
    private final int[] places;
    private final Windows windows;

    private InputPhase(int row, int column, int[] places, Windows windows) {
        this.row = row;
        this.column = column;
        this.places = places;
        this.windows = windows;
    }

    /** Row of the first input pixel. */
    int row() {
        return row;
    }

    /** Column of the first input pixel. */
    int column() {
        return column;
    }

    /** Places in the kernel: row · kernel width + column, in rising order. */
    int[] places() {
        return places;
    }

    /** From the input pixels of this phase to dZ; without places there is nothing to see. */
    Windows windows() {
        return windows;
    }

    /** The phases of a convolution, in order of rows and columns. */
    static InputPhase[] all(ConvolutionShape shape) {
        int down = Math.min(shape.strideHeight(), shape.height()), along = Math.min(shape.strideWidth(), shape.width());
        InputPhase[] phases = new InputPhase[down * along];
        for (int i = 0; i < phases.length; i++) phases[i] = of(shape, i / along, i % along);
        return phases;
    }

    private static InputPhase of(ConvolutionShape s, int row, int column) {
        int[] rows = meeting(row + s.top(), s.kernelHeight(), s.dilationHeight(), s.strideHeight());
        int[] columns = meeting(column + s.left(), s.kernelWidth(), s.dilationWidth(), s.strideWidth());
        int[] places = new int[rows.length * columns.length];
        for (int k = 0; k < places.length; k++) {
            places[k] = rows[k / columns.length] * s.kernelWidth() + columns[k % columns.length];
        }
        boolean lanes = s.isDepthwise();
        int filters = lanes ? s.filters() : s.groupFilters();
        Windows windows = new Windows(
                new int[] {s.outHeight(), s.outWidth(), s.filters()},
                filters,
                lanes,
                lanes ? Blocking.padded(filters) : filters,
                axis(s.height(), row, s.top(), rows, s.dilationHeight(), s.strideHeight()),
                axis(s.width(), column, s.left(), columns, s.dilationWidth(), s.strideWidth()));
        return new InputPhase(row, column, places, windows);
    }

    /** The kernel rows, or columns, that meet an output from so many pixels behind the first window's beginning. */
    private static int[] meeting(int from, int kernel, int dilation, int stride) {
        int[] places = new int[kernel];
        int n = 0;
        for (int i = 0; i < kernel; i++) if (Math.floorMod(from - i * dilation, stride) == 0) places[n++] = i;
        return Arrays.copyOf(places, n);
    }

    private static Windows.Axis axis(int size, int first, int padding, int[] places, int dilation, int stride) {
        int[] offsets = new int[places.length];
        int least = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Math.floorDiv(first + padding - places[i] * dilation, stride);
            least = i == 0 ? offsets[i] : Math.min(least, offsets[i]);
        }
        for (int i = 0; i < offsets.length; i++) offsets[i] -= least;
        return new Windows.Axis((size - first + stride - 1) / stride, least, 1, offsets);
    }
}
