package dev.nn.simd.function;

import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.VectorShape;

/**
 * Max pooling, a vector of channels at a time: the widest vectors of this JVM that the channels fill.
 *
 * <p>A plain loop takes twenty times as long: C2 selects one of two floats by a jump, and which is larger no processor can
 * predict. That is also why the gradient finds the maxima anew: twice this loop costs less than to write down where they were.
 */
public final class MaxPooling {
    /** Fewest channels that vectors are for. */
    public static final int LEAST = MaxPooling128.LANES;

    private MaxPooling() {}

    /** Y of the images {@code fromImage} to {@code toImage}, of {@link #LEAST} channels or more. */
    public static void values(int fromImage, int toImage, Rows x, PoolWindows windows, Rows y) {
        switch (lanes(windows)) {
            case MaxPooling512.LANES -> MaxPooling512.values(fromImage, toImage, x, windows, y);
            case MaxPooling256.LANES -> MaxPooling256.values(fromImage, toImage, x, windows, y);
            default -> MaxPooling128.values(fromImage, toImage, x, windows, y);
        }
    }

    /** dX of the images {@code fromImage} to {@code toImage}, of {@link #LEAST} channels or more. */
    public static void gradient(int fromImage, int toImage, Rows dy, Rows x, PoolWindows windows, Rows dx) {
        switch (lanes(windows)) {
            case MaxPooling512.LANES -> MaxPooling512.gradient(fromImage, toImage, dy, x, windows, dx);
            case MaxPooling256.LANES -> MaxPooling256.gradient(fromImage, toImage, dy, x, windows, dx);
            default -> MaxPooling128.gradient(fromImage, toImage, dy, x, windows, dx);
        }
    }

    private static int lanes(PoolWindows windows) {
        return Math.min(VectorShape.LANES, Integer.highestOneBit(windows.channels()));
    }
}
