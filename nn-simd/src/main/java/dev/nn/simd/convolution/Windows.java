package dev.nn.simd.convolution;

import dev.nn.kernel.Rows;
import dev.nn.simd.product.Offsets;
import java.util.Arrays;

/**
 * The windows through which a convolution's target pixels look at a source image, as tables for the micro-kernels.
 *
 * <pre>
 *   some lines of the source, packed, with the zeros around it
 *   . . . . . . .         window of target pixel p:   begins at pixels[p]
 *   . x x x x x .         its element k:              lies steps[k] behind that
 *   . x x x x x .
 *   . x x x x x .
 * </pre>
 *
 * So no patch is ever copied: a pixel of the source is packed once for all windows that see it. A block is as many lines,
 * or whole images, as fit into the scratch memory; what the tables say holds for every block. Immutable.
 */
final class Windows {
    /** Target pixels in a block: so many rows of a panel, packed or computed, stay in the cache. */
    static final int MOST_PIXELS = 196;

    /** Floats of a packed block for each number that a window sees, and at most in all: an eighth of the level 2 cache. */
    private static final int MOST_PATCHES = 96, MOST_FLOATS = 1 << 15;

    /** Numbers of a kernel row whose tiles in dW have pixels of their own: four tiles at least. */
    private static final int LEAST_ROW_STEPS = 16;

    /**
     * What it takes to leave out columns beside the image. Lines that see the same kernel rows, and pixels in them that see all
     * columns: fewer make small tiles. Numbers of a pixel: with fewer, a part of a kernel row is too short a sum. And one term in
     * so many that is zero: with fewer zeros, what more tiles and more sums cost is as much.
     */
    private static final int LEAST_LINES = 4, LEAST_INNER = 6, LEAST_CHANNELS = 16, ONE_TERM_IN = 23;

    /** Target columns that a block has at least. */
    private static final int LEAST_COLUMNS = 8;

    /** The source image, its floats a pixel, and how many of them are packed of each; with zeros up to {@code pixel}. */
    private final int height;

    private final int width;
    private final int channels;
    private final int packed;
    private final int pixel;

    /** Where the window of the first target pixel begins in the source. */
    private final int originRow;

    private final int originColumn;

    /** The target image. */
    private final int rows;

    private final int columns;

    /** Source pixels from one window to the next. */
    private final int strideRow;

    private final int strideColumn;

    /** Source pixels that a window spans. */
    private final int spanRow;

    private final int spanColumn;

    /** Source rows from a window's beginning to each kernel row, rising or falling. */
    private final int[] down;

    /** Target images, rows and columns in a block. */
    private final int blockImages;

    private final int blockRows;
    private final int blockColumns;

    /** Floats of a packed line and of a packed image. */
    private final int line;

    private final int image;

    /** For each target pixel of a block, where its window begins. */
    final Offsets pixels;

    /** The same, column by column of the target. */
    final Offsets pixelsDown;

    /** For each number in a window, where it lies from the window's beginning. */
    final Offsets steps;

    /** What kernel rows see, and the numbers that each of them sees. */
    private final Seen seen;

    private final int rowSteps;

    /** What kernel columns see, and the numbers that each of them sees in a kernel row. */
    private final Seen across;

    private final int columnSteps;

    /** The target columns that see something through all columns of the kernel. */
    private final int firstInner;

    private final int endInner;

    /** Whether windows may leave out what lies beside the image. */
    private final boolean leavesOutColumns;

    /**
     * @param source height, width and channels of the source image
     * @param packed channels that windows see, of each pixel
     * @param lanes whether an element is a pixel's vector of channels; else every channel is one
     * @param pixel floats of a packed pixel, at least {@code packed}
     * @param vertical the vertical part of the windows
     * @param horizontal the horizontal one
     */
    Windows(int[] source, int packed, boolean lanes, int pixel, Axis vertical, Axis horizontal) {
        height = source[0];
        width = source[1];
        channels = source[2];
        this.packed = packed;
        this.pixel = pixel;
        originRow = vertical.origin;
        originColumn = horizontal.origin;
        rows = vertical.targets;
        columns = horizontal.targets;
        strideRow = vertical.stride;
        strideColumn = horizontal.stride;
        spanRow = vertical.span();
        spanColumn = horizontal.span();
        int[] along = horizontal.offsets;
        down = vertical.offsets;
        int depth = lanes ? 1 : packed;
        int most = (int) Math.min(MOST_FLOATS, (long) MOST_PATCHES * down.length * along.length * packed);
        int blockColumns = Math.min(columns, MOST_PIXELS);
        while (blockColumns > LEAST_COLUMNS && (long) spanRow * lineFloats(blockColumns) > most) blockColumns /= 2;
        this.blockColumns = blockColumns;
        line = lineFloats(blockColumns);
        int lines = most / line, fit = blockColumns < columns ? 1 : (lines - spanRow) / strideRow + 1;
        int mostRows = Math.clamp(fit, 1, Math.min(rows, Math.max(1, MOST_PIXELS / blockColumns)));
        int blocks = (rows + mostRows - 1) / mostRows;
        blockRows = (rows + blocks - 1) / blocks;
        image = ((blockRows - 1) * strideRow + spanRow) * line;
        boolean whole = blockRows == rows && blockColumns == columns;
        blockImages = whole ? Math.clamp(most / image, 1, Math.max(1, MOST_PIXELS / (rows * columns))) : 1;
        int[] begins = new int[blockImages * blockRows * blockColumns];
        for (int p = 0; p < begins.length; p++) {
            int r = p / blockColumns;
            begins[p] =
                    r / blockRows * image + r % blockRows * strideRow * line + p % blockColumns * strideColumn * pixel;
        }
        boolean spaced = lanes || packed == 1;
        pixels = spaced ? Offsets.spaced(begins) : Offsets.of(begins);
        int[] behind = new int[down.length * along.length * depth];
        for (int k = 0; k < behind.length; k++) {
            int place = k / depth;
            behind[k] = down[place / along.length] * line + along[place % along.length] * pixel + k % depth;
        }
        steps = spaced ? Offsets.spaced(behind) : Offsets.of(behind);
        seen = new Seen(height, rows, originRow, strideRow, down);
        rowSteps = along.length * depth;
        across = new Seen(width, columns, originColumn, strideColumn, along);
        columnSteps = depth;
        int inner = across.firstOfMost();
        firstInner = inner;
        endInner = across.alike[inner];
        int terms = columns * along.length, zeros = terms;
        for (int c = 0; c < columns; c++) zeros -= across.to[c] - across.from[c];
        boolean fits = depth >= LEAST_CHANNELS && blockColumns == columns && endInner - firstInner >= LEAST_INNER;
        leavesOutColumns = fits && zeros * ONE_TERM_IN > terms;
        int[] turned = new int[leavesOutColumns ? begins.length : 0];
        int blockLines = begins.length / blockColumns;
        for (int p = 0; p < turned.length; p++) turned[p] = begins[p % blockLines * columns + p / blockLines];
        pixelsDown = Offsets.of(turned);
    }

    /** One direction of the windows, in pixels. */
    static final class Axis {
        private final int targets;
        private final int origin;
        private final int stride;
        private final int[] offsets;

        /**
         * @param targets windows
         * @param origin where the first window begins, negative if in the padding
         * @param stride from one window to the next
         * @param offsets places in a window, from its beginning
         */
        Axis(int targets, int origin, int stride, int[] offsets) {
            this.targets = targets;
            this.origin = origin;
            this.stride = stride;
            this.offsets = offsets;
        }

        private int span() {
            int last = 0;
            for (int offset : offsets) last = Math.max(last, offset);
            return last + 1;
        }
    }

    private int lineFloats(int blockColumns) {
        return ((blockColumns - 1) * strideColumn + spanColumn) * pixel;
    }

    /** Pixels of a target image. */
    int targets() {
        return rows * columns;
    }

    /** Columns of a target image. */
    int targetColumns() {
        return columns;
    }

    /** The first kernel row that the target pixel p of all images sees something through. */
    int firstRow(int p) {
        return seen.from[row(p)];
    }

    /** The end of those rows: what lies before and behind them is padding above and below the image. */
    int endRow(int p) {
        return seen.to[row(p)];
    }

    /** Whether the target pixel p is in a line whose windows leave out what lies beside the image. */
    boolean leavesOutColumns(int p) {
        return leavesOutColumns && seen.alike(row(p)) >= LEAST_LINES;
    }

    /** The first target column whose windows have something to see in all their columns. */
    int firstInner() {
        return firstInner;
    }

    /** The end of those columns. */
    int endInner() {
        return endInner;
    }

    /** The first of a kernel row's steps that a target column sees something at. */
    int firstStepOfRow(int column) {
        return across.from[column] * columnSteps;
    }

    /** The end of those steps. */
    int endStepOfRow(int column) {
        return across.to[column] * columnSteps;
    }

    /** The end, at most {@code to}, of the pixels from p on that see something through the same kernel rows. */
    int alike(int p, int to) {
        if (seen.alike[0] == rows) return to;
        return Math.min(to, p - p % targets() + seen.alike[row(p)] * columns);
    }

    /** Numbers that a kernel row sees. */
    int rowSteps() {
        return rowSteps;
    }

    /** The first target pixel of the block p to end from which a kernel row sees something; {@code end} if none. */
    int firstSeen(int kernelRow, int p, int end) {
        return leavesOut() ? Math.clamp(p - p % targets() + seen.first[kernelRow] * columns, p, end) : p;
    }

    /** The end of those pixels. */
    int endSeen(int kernelRow, int p, int end) {
        return leavesOut() ? Math.clamp(p - p % targets() + seen.end[kernelRow] * columns, p, end) : end;
    }

    /** The end, at most {@code to}, of the steps from a kernel row on that see something from the same pixels of a block. */
    int endOfLike(int kernelRow, int p, int end, int to) {
        int first = firstSeen(kernelRow, p, end), last = endSeen(kernelRow, p, end), next = kernelRow + 1;
        while (next * rowSteps < to && firstSeen(next, p, end) == first && endSeen(next, p, end) == last) next++;
        return Math.min(to, next * rowSteps);
    }

    /** Rows of the kernel. */
    int kernelRows() {
        return down.length;
    }

    /** Whether blocks have whole lines, and from one to the next windows move on by one. */
    boolean haveLines() {
        return blockColumns == columns && strideRow == 1;
    }

    /**
     * The source row that is the n-th to be met by the target rows {@code top} to {@code bottom}, if each meets kernel rows in
     * their order; some of them are in the padding.
     */
    int sourceRow(int n, int top, int bottom) {
        boolean falling = down.length > 1 && down[1] < down[0];
        return originRow + (falling ? bottom + spanRow - 2 - n : top + n);
    }

    /** How many these are. */
    int sourceRows(int top, int bottom) {
        return bottom - top + spanRow - 1;
    }

    /** The target row that sees this source row through this kernel row. */
    int targetRow(int sourceRow, int kernelRow) {
        return sourceRow - originRow - down[kernelRow];
    }

    /** The first kernel row, from {@code kernelRow} on, through which a target row from top to bottom sees this source row. */
    int kernelRow(int sourceRow, int kernelRow, int top, int bottom) {
        int i = kernelRow;
        while (i < down.length && !isBetween(targetRow(sourceRow, i), top, bottom)) i++;
        return i;
    }

    /** The end of the kernel rows for which that is so. */
    int endOfKernelRows(int sourceRow, int kernelRow, int top, int bottom) {
        int i = kernelRow;
        while (i < down.length && isBetween(targetRow(sourceRow, i), top, bottom)) i++;
        return i;
    }

    private static boolean isBetween(int row, int top, int bottom) {
        return row >= top && row < bottom;
    }

    /** Whether a source row is in the image. */
    boolean isInside(int sourceRow) {
        return isBetween(sourceRow, 0, height);
    }

    /**
     * Whether tiles of each kernel row have pixels of their own. Not if that makes tiles of few numbers, or one for each of
     * several images: then padding takes less time.
     */
    private boolean leavesOut() {
        return blockImages == 1 && rowSteps >= LEAST_ROW_STEPS;
    }

    private int row(int p) {
        return p % targets() / columns;
    }

    /** Floats of a packed block. */
    int floats() {
        return blockImages * image;
    }

    /** The end of the block that begins with target pixel p of all images, at most {@code to}. */
    int end(int p, int to) {
        int images = p / targets(), first = images * targets();
        if (isWhole()) return Math.min(to, first + blockImages * targets());
        int row = (p - first) / columns;
        if (blockColumns == columns) return Math.min(to, first + Math.min(rows, row + blockRows) * columns);
        return Math.min(to, Math.min(p + blockColumns, first + (row + 1) * columns));
    }

    /** The place in {@link #pixels} of the target pixel p that a block begins with. */
    int entry(int p) {
        if (isWhole()) return p % targets();
        return blockColumns == columns ? p % columns : 0;
    }

    /** The place in {@link #pixelsDown} of what is there in {@link #pixels}. */
    int entryDown(int entry) {
        return entry % columns * (pixelsDown.size() / columns) + entry / columns;
    }

    /**
     * Whether windows are single pixels, one behind the other in the source as they would be packed: then the source itself
     * serves.
     */
    boolean areIn(Rows x) {
        boolean single = spanRow == 1 && spanColumn == 1 && strideRow == 1 && strideColumn == 1;
        boolean same = originRow == 0 && originColumn == 0 && rows == height && columns == width;
        return single && same && packed == channels && pixel == channels && x.stride() == targets() * channels;
    }

    /** Where the block that begins with the target pixel p is in such a source. */
    int place(Rows x, int p) {
        return x.index(p / targets(), (p % targets() - entry(p)) * channels);
    }

    private boolean isWhole() {
        return blockRows == rows && blockColumns == columns;
    }

    /**
     * Packs what the windows of the target pixels p to end see, a block's.
     *
     * @param channel the first channel that is packed
     */
    void pack(Rows x, int p, int end, int channel, float[] to, int at) {
        int first = p / targets(), last = (end - 1) / targets();
        for (int i = first; i <= last; i++) {
            int from = Math.max(p - i * targets(), 0), until = Math.min(end - i * targets(), targets());
            int row = from / columns, rowAfter = (until - 1) / columns + 1;
            int column = blockColumns == columns ? 0 : from % columns;
            int wide = blockColumns == columns ? columns : until - from;
            // Where the block begins: its lines have their places whether or not all of them are needed.
            int top = isWhole() ? 0 : row;
            for (int l = (row - top) * strideRow; l < (rowAfter - 1 - top) * strideRow + spanRow; l++) {
                if (l % strideRow >= spanRow) continue;
                packLine(
                        x.data(),
                        x.index(i, channel),
                        originRow + top * strideRow + l,
                        originColumn + column * strideColumn,
                        (wide - 1) * strideColumn + spanColumn,
                        to,
                        at + (i - first) * image + l * line);
            }
        }
    }

    /**
     * Packs {@code count} pixels of a row of the source, which begins at {@code x[source]}; some, or all, are beyond the
     * border.
     */
    private void packLine(float[] x, int source, int row, int column, int count, float[] to, int at) {
        int before = row < 0 || row >= height ? count : Math.clamp(-column, 0, count);
        int inside = Math.clamp(width - column - before, 0, count - before);
        Arrays.fill(to, at, at + before * pixel, 0f);
        Arrays.fill(to, at + (before + inside) * pixel, at + count * pixel, 0f);
        if (inside == 0) return;
        int from = source + (row * width + column + before) * channels, target = at + before * pixel;
        if (pixel == channels) {
            System.arraycopy(x, from, to, target, inside * pixel);
            return;
        }
        for (int n = 0; n < inside; n++) {
            System.arraycopy(x, from + n * channels, to, target + n * pixel, packed);
            if (packed < pixel) Arrays.fill(to, target + n * pixel + packed, target + (n + 1) * pixel, 0f);
        }
    }
}
