package dev.nn.network;

import dev.nn.kernel.Rows;
import java.util.Arrays;

/** The loops of max pooling, over rows of a batch; the innermost runs along the channels of a pixel. */
final class MaxPooling {
    private MaxPooling() {}

    /** The largest values. */
    static void values(Pooling pooling, int fromRow, int toRow, Rows x, Rows y) {
        int channels = pooling.in.channels();
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            for (int oy = 0; oy < pooling.rows.positions(); oy++) {
                for (int ox = 0; ox < pooling.columns.positions(); ox++) {
                    values(pooling, oy, ox, x.data(), xr, y.data(), yr + pooling.outIndex(oy, ox), channels);
                }
            }
        }
    }

    private static void values(Pooling pooling, int oy, int ox, float[] x, int xr, float[] y, int to, int channels) {
        int firstRow = pooling.rows.first()[oy], firstColumn = pooling.columns.first()[ox];
        System.arraycopy(x, xr + pooling.inIndex(oy, ox, firstRow, firstColumn), y, to, channels);
        for (int ky = firstRow; ky < pooling.rows.end()[oy]; ky++) {
            for (int kx = firstColumn; kx < pooling.columns.end()[ox]; kx++) {
                largest(x, xr + pooling.inIndex(oy, ox, ky, kx), y, to, channels);
            }
        }
    }

    private static void largest(float[] x, int from, float[] y, int to, int n) {
        for (int c = 0; c < n; c++) y[to + c] = Math.max(y[to + c], x[from + c]);
    }

    /**
     * The largest values and where they were.
     *
     * @param places numbers of pixels in their windows, as unsigned bytes, at the indices of {@code y}
     */
    static void valuesAndPlaces(Pooling pooling, int fromRow, int toRow, Rows x, Rows y, byte[] places) {
        int channels = pooling.in.channels(), width = pooling.window.width();
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            for (int oy = 0; oy < pooling.rows.positions(); oy++) {
                for (int ox = 0; ox < pooling.columns.positions(); ox++) {
                    int to = yr + pooling.outIndex(oy, ox);
                    int firstRow = pooling.rows.first()[oy],
                            firstColumn = pooling.columns.first()[ox];
                    int first = xr + pooling.inIndex(oy, ox, firstRow, firstColumn);
                    System.arraycopy(x.data(), first, y.data(), to, channels);
                    Arrays.fill(places, to, to + channels, (byte) (firstRow * width + firstColumn));
                    for (int ky = firstRow; ky < pooling.rows.end()[oy]; ky++) {
                        for (int kx = firstColumn; kx < pooling.columns.end()[ox]; kx++) {
                            int from = xr + pooling.inIndex(oy, ox, ky, kx);
                            largest(x.data(), from, y.data(), places, to, (byte) (ky * width + kx), channels);
                        }
                    }
                }
            }
        }
    }

    private static void largest(float[] x, int from, float[] y, byte[] places, int to, byte place, int n) {
        for (int c = 0; c < n; c++) {
            float value = x[from + c], before = y[to + c];
            boolean larger = value > before || Float.isNaN(value);
            y[to + c] = larger ? value : before;
            places[to + c] = larger ? place : places[to + c];
        }
    }

    /** dX: the gradient of each output, added to where its value came from. */
    static void gradient(Pooling pooling, int fromRow, int toRow, Rows dy, Rows y, byte[] places, Rows dx) {
        int channels = pooling.in.channels();
        int[] offsets = pooling.places();
        for (int r = fromRow; r < toRow; r++) {
            int dxr = dx.index(r, 0), dyr = dy.index(r, 0), at = y.index(r, 0);
            Arrays.fill(dx.data(), dxr, dxr + pooling.in.size(), 0f);
            for (int oy = 0; oy < pooling.rows.positions(); oy++) {
                for (int ox = 0; ox < pooling.columns.positions(); ox++) {
                    int out = pooling.outIndex(oy, ox), corner = dxr + pooling.inIndex(oy, ox, 0, 0);
                    for (int c = 0; c < channels; c++) {
                        dx.data()[corner + offsets[places[at + out + c] & 0xff] + c] += dy.data()[dyr + out + c];
                    }
                }
            }
        }
    }
}
