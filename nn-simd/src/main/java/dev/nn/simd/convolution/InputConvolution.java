package dev.nn.simd.convolution;

import static dev.nn.simd.convolution.ConvolutionFrame.place;

import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame.Start;
import java.util.Arrays;

/**
 * dX: convolutions of dZ with the kernel turned round, one for each {@link InputPhase}.
 *
 * <pre>
 * for each phase and group
 *   for each panel of NR channels          their rows of W, transposed, are B
 *     for each block of input pixels       some lines of dZ, packed with the zeros around them, are A
 *       for each run of lines that meet the same kernel rows
 *         for each block of KC steps
 *           for each tile of pixels        the micro-kernel; starts from zero, in later blocks from dX itself
 * </pre>
 *
 * Every element of dX is one sum, over kernel places and filters in their order, and written once: nothing is scattered.
 */
final class InputConvolution {
    private InputConvolution() {}

    /** Floats: packed lines of dZ, transposed weights with what their squares overwrite, some rows of dX. */
    static int scratch(ConvolutionLayout layout) {
        int most = 0;
        for (InputPhase phase : layout.phases()) {
            int depth = phase.places().length * filters(layout);
            most = Math.max(
                    most,
                    phase.windows().floats()
                            + Math.multiplyExact(depth + Blocking.LINE + Blocking.EDGE_ROWS, Blocking.NR));
        }
        return most;
    }

    /** Filters that a number of dX depends on, at each kernel place. */
    private static int filters(ConvolutionLayout layout) {
        return layout.lanes() ? 1 : layout.group().out();
    }

    /** dX of the images {@code from} to {@code to}. */
    static void convolve(int from, int to, ConvolutionFrame f) {
        if (DepthwiseLines.serve(f)) {
            DepthwiseLines.convolveInput(from, to, f);
            return;
        }
        ConvolutionLayout layout = f.layout;
        for (InputPhase phase : layout.phases()) {
            if (phase.places().length == 0) {
                clear(from, to, phase, layout.shape(), f.x);
                continue;
            }
            if (layout.lanes()) {
                lanes(from, to, phase, f);
                continue;
            }
            for (int g = 0; g < layout.groups(); g++) {
                for (int j = 0; j < layout.groupChannels(); j += Blocking.NR) {
                    weights(phase, g, j, f);
                    panel(from, to, phase, g, j, f);
                }
            }
        }
    }

    /** Channels of the panel that begins with that one. */
    private static int columns(int channel, ConvolutionLayout layout) {
        return Math.min(Blocking.NR, layout.groupChannels() - channel);
    }

    /** Input pixels that no window sees. */
    private static void clear(int from, int to, InputPhase phase, ConvolutionShape shape, Rows dx) {
        for (int image = from; image < to; image++) {
            for (int h = phase.row(); h < shape.height(); h += shape.strideHeight()) {
                for (int w = phase.column(); w < shape.width(); w += shape.strideWidth()) {
                    int at = dx.index(image, (h * shape.width() + w) * shape.channels());
                    Arrays.fill(dx.data(), at, at + shape.channels(), 0f);
                }
            }
        }
    }

    /** For each kernel place of the phase, and each filter: the weights of the channels of a panel, side by side. */
    private static void weights(InputPhase phase, int g, int channel, ConvolutionFrame f) {
        ConvolutionLayout layout = f.layout;
        PanelLayout panels = layout.group();
        float[] w = f.parameters.data(), scratch = f.scratch();
        int at = phase.windows().floats(), weights = f.parameters.weights() + g * layout.groupSize();
        int depth = filters(layout), columns = columns(channel, layout), width = Blocking.padded(columns);
        for (int n = 0; n < phase.places().length; n++) {
            int place = phase.places()[n];
            if (layout.lanes()) {
                int from = weights + panels.panel(channel) + place * panels.width(channel);
                System.arraycopy(w, from, scratch, at + n * width, width);
            } else {
                int row = place * layout.groupChannels() + channel;
                f.arithmetic.transpose(panels, w, weights, row, columns, scratch, at + n * depth * width);
            }
        }
    }

    /** Where each channel has a filter of its own: a block of all channels is packed once, and has few weights. */
    private static void lanes(int fromImage, int toImage, InputPhase phase, ConvolutionFrame f) {
        Windows windows = phase.windows();
        int pixels = toImage * windows.targets(), end;
        for (int p = fromImage * windows.targets(); p < pixels; p = end) {
            end = windows.end(p, pixels);
            f.source(windows, f.z, p, end, 0);
            for (int j = 0; j < f.layout.groupChannels(); j += Blocking.NR) {
                weights(phase, 0, j, f);
                block(p, end, phase, 0, j, f);
            }
        }
    }

    private static void panel(int fromImage, int toImage, InputPhase phase, int g, int channel, ConvolutionFrame f) {
        Windows windows = phase.windows();
        int columns = columns(channel, f.layout), all = f.layout.shape().channels();
        int weights = windows.floats(), interleaved = weights + windows.steps.size() * Blocking.LINE;
        boolean lines = isInPlace(columns, f.layout.shape()) && LineSums.serves(windows, columns, f);
        if (lines) LineSums.interleave(windows, f.scratch(), weights, interleaved);
        int pixels = toImage * windows.targets(), end;
        for (int p = fromImage * windows.targets(); p < pixels; p = end) {
            end = windows.end(p, pixels);
            f.source(windows, f.z, p, end, g * f.layout.group().out());
            int first = g * f.layout.groupChannels() + channel;
            if (lines) LineSums.block(windows, p, end, interleaved, f.x, all, first, f);
            else block(p, end, phase, g, channel, f);
        }
    }

    /** Whether these columns of all pixels are one behind the other in dX as they are in a panel. */
    private static boolean isInPlace(int columns, ConvolutionShape shape) {
        return columns % Blocking.LINE == 0 && shape.strideHeight() == 1 && shape.strideWidth() == 1;
    }

    /** The sums of a packed block's pixels p to end, for the channels of a panel. */
    private static void block(int p, int end, InputPhase phase, int g, int channel, ConvolutionFrame f) {
        Windows windows = phase.windows();
        ConvolutionLayout layout = f.layout;
        ConvolutionShape shape = layout.shape();
        Rows dx = f.x;
        float[] scratch = f.scratch();
        int first = g * layout.groupChannels() + channel;
        int columns = columns(channel, layout), width = Blocking.padded(columns), lane = layout.lanes() ? channel : 0;
        int sums = windows.floats() + (windows.steps.size() + Blocking.LINE) * Blocking.NR;
        boolean inPlace = isInPlace(columns, shape);
        Runs runs = f.runs.start(windows, p, end, leavesOutColumns(layout), false);
        while (runs.next()) {
            if (inPlace) {
                int at = place(runs.pixel, windows, dx, shape.channels()) + first;
                f.tile.c(dx.data(), at, runs.apart * shape.channels()).from(Start.ZERO);
                f.multiply(0, runs.count, lane, scratch, windows.floats(), width, false);
                continue;
            }
            for (int r = 0; r < runs.count; r += Blocking.EDGE_ROWS) {
                int rows = Math.min(Blocking.EDGE_ROWS, runs.count - r);
                f.tile.c(scratch, sums, width).from(Start.ZERO);
                f.multiply(r, rows, lane, scratch, windows.floats(), width, false);
                for (int i = 0; i < rows; i++) {
                    int at = target(runs.pixel + (r + i) * runs.apart, phase, shape, dx) + first;
                    System.arraycopy(scratch, sums + i * width, dx.data(), at, columns);
                }
            }
        }
    }

    /**
     * Whether columns beside the image may be left out. Not if at some width of vectors {@link LineSums} may serve a panel, which
     * doesn't: bits must not depend on the width.
     */
    private static boolean leavesOutColumns(ConvolutionLayout layout) {
        return layout.groupChannels() % (4 * Blocking.LINE) != Blocking.LINE;
    }

    /** Where a target pixel of the phase begins in dX. */
    private static int target(int p, InputPhase phase, ConvolutionShape shape, Rows dx) {
        int targets = phase.windows().targets(), columns = phase.windows().targetColumns();
        int h = phase.row() + p % targets / columns * shape.strideHeight();
        int w = phase.column() + p % targets % columns * shape.strideWidth();
        return dx.index(p / targets, (h * shape.width() + w) * shape.channels());
    }
}
