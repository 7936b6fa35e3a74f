package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.endOfImage;

import dev.nn.simd.product.Offsets;

/**
 * The target pixels of a block, run by run: those of a run see something at the same steps of their windows, and lie at equal
 * distances.
 *
 * <pre>
 *   w w w w w w w w       lines at the border of the image, where there are few of them: whole
 *   a c c c c c c b       other lines: the pixels of a column at the border, from line to line (a, then b), whose windows
 *   a d d d d d d b       leave out what lies beside the image;
 *   a e e e e e e b       then those between, line by line (c, d, e)
 *   w w w w w w w w
 * </pre>
 *
 * Which pixels leave out what, the shape alone decides, so wherever a batch is cut their sums have the same terms. One object
 * serves a thread again and again.
 */
@SuppressWarnings("NullAway.Init") // start comes first.
final class Runs {
    Windows windows;
    private boolean columns;
    private boolean neighbours;
    private int block;
    private int end;

    /** Pixels whose windows see something through the same kernel rows. */
    private int from, to;

    /** What comes next of them: a target column at the border, or else a line. */
    private int column, line;

    /** The border column at work; negative if the run's windows have all their columns. */
    private int border;

    /** The first target pixel of the run, how many there are, and how far apart. */
    int pixel, count, apart;

    /**
     * Before the first run of the pixels p to end, which are those of a block.
     *
     * @param columns whether the windows' columns beside the image may be left out
     * @param neighbours whether images follow each other without gaps in the target, so that a run may have pixels of several
     */
    Runs start(Windows windows, int p, int end, boolean columns, boolean neighbours) {
        this.windows = windows;
        this.columns = columns;
        this.neighbours = neighbours;
        this.end = end;
        block = p;
        to = p;
        whole();
        return this;
    }

    /** Goes on to the next run, if there is one. */
    boolean next() {
        int width = windows.targetColumns();
        while (true) {
            while (column < width) {
                border = column++;
                if (column == windows.firstInner()) column = windows.endInner();
                int first = Math.ceilDiv(from - border, width), last = Math.ceilDiv(to - border, width);
                if (first < last) return run(first * width + border, last - first, width);
            }
            border = -1;
            while (line < Math.ceilDiv(to, width)) {
                int left = Math.max(from, line * width + windows.firstInner());
                int right = Math.min(to, line * width + windows.endInner());
                line++;
                if (left < right) return run(left, right - left, 1);
            }
            if (to == end) return false;
            from = to;
            to = windows.alike(from, neighbours ? end : endOfImage(from, end, windows));
            if (!columns || !windows.leavesOutColumns(from)) {
                whole();
                return run(from, to - from, 1);
            }
            column = windows.firstInner() > 0 ? 0 : windows.endInner();
            line = from / width;
        }
    }

    /** Nothing is left of lines that are one run. */
    private void whole() {
        column = windows.targetColumns();
        line = Integer.MAX_VALUE;
    }

    private boolean run(int pixel, int count, int apart) {
        this.pixel = pixel;
        this.count = count;
        this.apart = apart;
        return true;
    }

    /** The place of the n-th of them in {@link #places}. */
    int place(int n) {
        int entry = windows.entry(block) + pixel - block;
        return n + (apart == 1 ? entry : windows.entryDown(entry));
    }

    /** Where windows begin: a table in which those of the run are side by side. */
    Offsets places() {
        return apart == 1 ? windows.pixels : windows.pixelsDown;
    }

    /** How many stretches of steps the windows see something at: one, or one for each kernel row. */
    int stretches() {
        return border < 0 ? 1 : Math.max(1, windows.endRow(pixel) - windows.firstRow(pixel));
    }

    /** The first step of a stretch. */
    int firstStep(int stretch) {
        int row = windows.firstRow(pixel) + stretch;
        return row * windows.rowSteps() + (border < 0 ? 0 : windows.firstStepOfRow(border));
    }

    /** How many steps it has. */
    int steps(int stretch) {
        int rows = windows.endRow(pixel) - windows.firstRow(pixel);
        if (border < 0) return rows * windows.rowSteps();
        return rows == 0 ? 0 : windows.endStepOfRow(border) - windows.firstStepOfRow(border);
    }
}
