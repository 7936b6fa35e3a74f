package dev.nn.network;

/** The geometry of a pooling layer: images in, images out, and which pixels each pixel of the output sees. */
final class Pooling {
    final ImageShape in;
    final ImageShape out;
    final Window window;
    final Taps rows;
    final Taps columns;

    /** For each pixel of a window, how many floats of the input it lies behind the first, which padding may hide. */
    private final int[] places;

    Pooling(ImageShape in, Window window, ImageShape out) {
        this.in = in;
        this.window = window;
        this.out = out;
        this.rows = Taps.rows(window, in);
        this.columns = Taps.columns(window, in);
        this.places = new int[window.height() * window.width()];
        for (int p = 0; p < places.length; p++) {
            int row = p / window.width() * rows.step(), column = p % window.width() * columns.step();
            places[p] = (row * in.width() + column) * in.channels();
        }
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

    /** The places of all pixels of a window, row by row; not to be changed. */
    int[] places() {
        return places;
    }

    /** Values that all windows see together, about. */
    long work() {
        return (long) out.size() * window.height() * window.width();
    }
}
