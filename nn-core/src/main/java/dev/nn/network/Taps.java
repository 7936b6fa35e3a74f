package dev.nn.network;

/**
 * Which pixels of a window lie on the image at each of its positions along one side: from the first to before the end.
 *
 * @param start of each position on the image, before it if negative
 * @param first pixel of the window that is on the image
 * @param end of those that are
 * @param step from one pixel of the window to the next on the image
 */
record Taps(int[] start, int[] first, int[] end, int step) {
    static Taps rows(Window window, ImageShape image) {
        return of(
                image.height(),
                window.outHeight(image.height()),
                window.height(),
                window.strideHeight(),
                window.dilationHeight(),
                window.top());
    }

    static Taps columns(Window window, ImageShape image) {
        return of(
                image.width(),
                window.outWidth(image.width()),
                window.width(),
                window.strideWidth(),
                window.dilationWidth(),
                window.left());
    }

    private static Taps of(int size, int positions, int window, int stride, int dilation, int before) {
        int[] start = new int[positions], first = new int[positions], end = new int[positions];
        for (int i = 0; i < positions; i++) {
            start[i] = i * stride - before;
            first[i] = start[i] < 0 ? Math.ceilDiv(-start[i], dilation) : 0;
            end[i] = Math.min(window, start[i] < size ? (size - 1 - start[i]) / dilation + 1 : 0);
        }
        return new Taps(start, first, end, dilation);
    }

    /** Number of positions. */
    int positions() {
        return start.length;
    }
}
