package dev.nn.kernel;

import java.util.Arrays;

/**
 * Max pooling as plain loops: the definition, and what runs where there are no vectors.
 *
 * <p>The largest value is the first of equal ones, −0 and 0 being equal; NaN is larger than any number, and of several the
 * last counts. So it is in PyTorch.
 */
final class ScalarMaxPooling {
    private ScalarMaxPooling() {}

    static void values(int fromImage, int toImage, Rows x, PoolWindows windows, Rows y) {
        for (int image = fromImage; image < toImage; image++) {
            int xi = x.index(image, 0), yi = y.index(image, 0);
            for (int p = 0; p < windows.outPixels(); p++) {
                for (int c = 0; c < windows.channels(); c++) {
                    y.data()[yi + c] = x.data()[largest(windows, p, x.data(), xi + c)];
                }
                yi += windows.channels();
            }
        }
    }

    static void gradient(int fromImage, int toImage, Rows dy, Rows x, PoolWindows windows, Rows dx) {
        for (int image = fromImage; image < toImage; image++) {
            int xi = x.index(image, 0), di = dx.index(image, 0), yi = dy.index(image, 0);
            Arrays.fill(dx.data(), di, di + windows.inPixels() * windows.channels(), 0f);
            for (int p = 0; p < windows.outPixels(); p++) {
                for (int c = 0; c < windows.channels(); c++) {
                    int at = largest(windows, p, x.data(), xi + c) - xi;
                    dx.data()[di + at] += dy.data()[yi + c];
                }
                yi += windows.channels();
            }
        }
    }

    /** The index of the largest value that the output pixel {@code p} sees of the channel whose image begins at {@code xi}. */
    private static int largest(PoolWindows windows, int p, float[] x, int xi) {
        int at = xi + windows.place(windows.first(p));
        float largest = x[at];
        for (int k = windows.first(p) + 1; k < windows.end(p); k++) {
            int next = xi + windows.place(k);
            float value = x[next];
            if (value > largest || Float.isNaN(value)) {
                largest = value;
                at = next;
            }
        }
        return at;
    }
}
