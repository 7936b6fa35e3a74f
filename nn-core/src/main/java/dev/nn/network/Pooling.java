package dev.nn.network;

import dev.nn.guard.Memory;
import dev.nn.kernel.PoolWindows;

/** The geometry of a pooling layer: images in, images out, and which pixels each pixel of the output sees. */
final class Pooling {
    final ImageShape in;
    final ImageShape out;
    final Window window;
    final Taps rows;
    final Taps columns;

    Pooling(ImageShape in, Window window, ImageShape out) {
        this.in = in;
        this.window = window;
        this.out = out;
        this.rows = Taps.rows(window, in);
        this.columns = Taps.columns(window, in);
    }

    /**
     * The shape of what comes out.
     *
     * @param name of the layer, as messages call it
     * @throws IllegalArgumentException if the window is larger than the padded image, or sees nothing but padding at some
     *     position
     */
    static ImageShape out(ImageShape in, Window window, String name) {
        ImageShape out = window.over(in, in.channels(), name);
        if (window.missesRows(in.height()) || window.missesColumns(in.width())) {
            throw new IllegalArgumentException("%s on %d×%d: at some positions its window sees nothing but padding"
                    .formatted(name, in.height(), in.width()));
        }
        return out;
    }

    /** Index in a row of the output of the first channel of a pixel. */
    int outIndex(int y, int x) {
        return (y * out.width() + x) * out.channels();
    }

    /** Index in a row of the input of the first channel of the pixel that a window at (y, x) sees as (ky, kx). */
    int inIndex(int y, int x, int ky, int kx) {
        int row = rows.start()[y] + ky * rows.step(), column = columns.start()[x] + kx * columns.step();
        return (row * in.width() + column) * in.channels();
    }

    /**
     * The pixels that each window sees, row by row.
     *
     * @throws IllegalArgumentException if there are more than an array holds
     */
    PoolWindows windows() {
        int size = Memory.requireArray(seen(rows) * seen(columns), "the windows of " + in);
        int[] ends = new int[out.height() * out.width()], places = new int[size];
        int n = 0;
        for (int p = 0; p < ends.length; p++) {
            int y = p / out.width(), x = p % out.width();
            for (int ky = rows.first()[y]; ky < rows.end()[y]; ky++) {
                for (int kx = columns.first()[x]; kx < columns.end()[x]; kx++) places[n++] = inIndex(y, x, ky, kx);
            }
            ends[p] = n;
        }
        return new PoolWindows(in.channels(), in.height() * in.width(), ends, places);
    }

    private static long seen(Taps taps) {
        long seen = 0;
        for (int i = 0; i < taps.positions(); i++) seen += taps.end()[i] - taps.first()[i];
        return seen;
    }

    /** Values that all windows see together, about. */
    long work() {
        return (long) out.size() * window.height() * window.width();
    }
}
