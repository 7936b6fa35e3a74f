package dev.nn.network;

import dev.nn.kernel.Rows;
import java.util.Arrays;

/** The loops of average pooling, over rows of a batch; the innermost runs along the channels of a pixel. */
final class AveragePooling {
    private AveragePooling() {}

    /** What the sum of a window is divided by. */
    static int counted(Pooling pooling, boolean padding, int oy, int ox) {
        return padding
                ? padded(pooling.rows.start()[oy], pooling.window.height(), pooling.rows.step(), bottom(pooling))
                        * padded(
                                pooling.columns.start()[ox],
                                pooling.window.width(),
                                pooling.columns.step(),
                                right(pooling))
                : (pooling.rows.end()[oy] - pooling.rows.first()[oy])
                        * (pooling.columns.end()[ox] - pooling.columns.first()[ox]);
    }

    private static int bottom(Pooling pooling) {
        return pooling.in.height() + pooling.window.bottom();
    }

    private static int right(Pooling pooling) {
        return pooling.in.width() + pooling.window.right();
    }

    /** Pixels of a window that lie on the padded image: a last window may reach beyond. */
    private static int padded(int start, int window, int step, int end) {
        return Math.min(window, (end - 1 - start) / step + 1);
    }

    /** The means. */
    static void values(Pooling pooling, boolean padding, int fromRow, int toRow, Rows x, Rows y) {
        int channels = pooling.in.channels();
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            for (int oy = 0; oy < pooling.rows.positions(); oy++) {
                for (int ox = 0; ox < pooling.columns.positions(); ox++) {
                    int to = yr + pooling.outIndex(oy, ox);
                    Arrays.fill(y.data(), to, to + channels, 0f);
                    for (int ky = pooling.rows.first()[oy]; ky < pooling.rows.end()[oy]; ky++) {
                        for (int kx = pooling.columns.first()[ox];
                                kx < pooling.columns.end()[ox];
                                kx++) {
                            add(x.data(), xr + pooling.inIndex(oy, ox, ky, kx), y.data(), to, channels);
                        }
                    }
                    divide(y.data(), to, channels, counted(pooling, padding, oy, ox));
                }
            }
        }
    }

    /** dX: the gradient of each output, shared by all that it was the mean of. */
    static void gradient(Pooling pooling, boolean padding, int fromRow, int toRow, Rows dy, Rows dx) {
        int channels = pooling.in.channels();
        for (int r = fromRow; r < toRow; r++) {
            int dxr = dx.index(r, 0), dyr = dy.index(r, 0);
            Arrays.fill(dx.data(), dxr, dxr + pooling.in.size(), 0f);
            for (int oy = 0; oy < pooling.rows.positions(); oy++) {
                for (int ox = 0; ox < pooling.columns.positions(); ox++) {
                    int from = dyr + pooling.outIndex(oy, ox);
                    int count = counted(pooling, padding, oy, ox);
                    for (int ky = pooling.rows.first()[oy]; ky < pooling.rows.end()[oy]; ky++) {
                        for (int kx = pooling.columns.first()[ox];
                                kx < pooling.columns.end()[ox];
                                kx++) {
                            int to = dxr + pooling.inIndex(oy, ox, ky, kx);
                            addShare(dy.data(), from, count, dx.data(), to, channels);
                        }
                    }
                }
            }
        }
    }

    private static void add(float[] from, int f, float[] to, int t, int n) {
        for (int c = 0; c < n; c++) to[t + c] += from[f + c];
    }

    private static void addShare(float[] from, int f, float count, float[] to, int t, int n) {
        for (int c = 0; c < n; c++) to[t + c] += from[f + c] / count;
    }

    private static void divide(float[] values, int at, int n, float by) {
        for (int c = 0; c < n; c++) values[at + c] /= by;
    }
}
