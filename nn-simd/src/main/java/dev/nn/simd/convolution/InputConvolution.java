package dev.nn.simd.convolution;

import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Rows;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.TileFrame.Start;
import java.util.Arrays;

/**
 * dX: convolutions of dZ with the kernel turned round, one for each {@link InputPhase}.
 *
 * <pre>
 * for each phase and group
 *   for each panel of NR channels          their rows of W, transposed, are B
 *     for each block of input pixels       some lines of dZ, packed with the zeros around them, are A
 *       for each block of KC steps
 *         for each tile of pixels          the micro-kernel; starts from zero, in later blocks from dX itself
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

    static void convolve(
            int fromImage,
            int toImage,
            Rows dz,
            ConvolutionLayout layout,
            Affine parameters,
            Rows dx,
            TileFrame f,
            Arithmetic arithmetic) {
        int channels = layout.groupChannels();
        for (InputPhase phase : layout.phases()) {
            if (phase.places().length == 0) {
                clear(fromImage, toImage, phase, layout.shape(), dx);
                continue;
            }
            for (int g = 0; g < layout.groups(); g++) {
                for (int j = 0; j < channels; j += Blocking.NR) {
                    int columns = Math.min(Blocking.NR, channels - j), width = Blocking.padded(columns);
                    weights(phase, g, j, columns, width, layout, parameters, f, arithmetic);
                    panel(fromImage, toImage, phase, g, j, columns, width, dz, layout, dx, f, arithmetic);
                }
            }
        }
    }

    /** Input pixels that no window sees. */
    private static void clear(int fromImage, int toImage, InputPhase phase, ConvolutionShape shape, Rows dx) {
        for (int image = fromImage; image < toImage; image++) {
            for (int h = phase.row(); h < shape.height(); h += shape.strideHeight()) {
                for (int w = phase.column(); w < shape.width(); w += shape.strideWidth()) {
                    int at = dx.index(image, (h * shape.width() + w) * shape.channels());
                    Arrays.fill(dx.data(), at, at + shape.channels(), 0f);
                }
            }
        }
    }

    /** For each kernel place of the phase, and each filter: the weights of some channels, side by side. */
    private static void weights(
            InputPhase phase,
            int g,
            int channel,
            int columns,
            int width,
            ConvolutionLayout layout,
            Affine parameters,
            TileFrame f,
            Arithmetic arithmetic) {
        PanelLayout panels = layout.group();
        float[] scratch = f.scratch;
        int at = phase.windows().floats(), weights = parameters.weights() + g * layout.groupSize();
        int depth = filters(layout);
        for (int n = 0; n < phase.places().length; n++) {
            int place = phase.places()[n];
            if (layout.lanes()) {
                int from = weights + panels.panel(channel) + place * panels.width(channel);
                System.arraycopy(parameters.data(), from, scratch, at + n * width, width);
            } else {
                int row = place * layout.groupChannels() + channel;
                arithmetic.transpose(
                        panels, parameters.data(), weights, row, columns, scratch, at + n * depth * width, width);
            }
        }
    }

    private static void panel(
            int fromImage,
            int toImage,
            InputPhase phase,
            int g,
            int channel,
            int columns,
            int width,
            Rows dz,
            ConvolutionLayout layout,
            Rows dx,
            TileFrame f,
            Arithmetic arithmetic) {
        Windows windows = phase.windows();
        float[] scratch = f.scratch;
        ConvolutionShape shape = layout.shape();
        int filters = layout.group().out(), first = g * layout.groupChannels() + channel;
        boolean inPlace = width == columns && shape.strideHeight() == 1 && shape.strideWidth() == 1;
        int pixels = toImage * windows.targets(), end;
        for (int p = fromImage * windows.targets(); p < pixels; p = end) {
            end = windows.end(p, pixels);
            windows.pack(dz, p, end, g * filters, scratch, 0);
            for (int q = p, next; q < end; q = next) {
                next = Math.min(end, (q / windows.targets() + 1) * windows.targets());
                int entry = windows.entry(p) + q - p, lane = layout.lanes() ? channel : 0;
                if (inPlace) {
                    int at = dx.index(q / windows.targets(), q % windows.targets() * shape.channels() + first);
                    multiply(
                            next - q,
                            entry,
                            lane,
                            width,
                            phase,
                            layout,
                            dx.data(),
                            at,
                            shape.channels(),
                            f,
                            arithmetic);
                    continue;
                }
                int sums = windows.floats() + (windows.steps.length + Blocking.LINE) * Blocking.NR;
                for (int r = q; r < next; r += Blocking.EDGE_ROWS) {
                    int rows = Math.min(Blocking.EDGE_ROWS, next - r);
                    multiply(rows, entry + r - q, lane, width, phase, layout, scratch, sums, width, f, arithmetic);
                    for (int i = 0; i < rows; i++) {
                        int at = place(r + i, phase, shape, dx) + first;
                        System.arraycopy(scratch, sums + i * width, dx.data(), at, columns);
                    }
                }
            }
        }
    }

    /** Where a target pixel of the phase begins in dX. */
    private static int place(int p, InputPhase phase, ConvolutionShape shape, Rows dx) {
        int targets = phase.windows().targets(), columns = phase.windows().targetColumns();
        int h = phase.row() + p % targets / columns * shape.strideHeight();
        int w = phase.column() + p % targets % columns * shape.strideWidth();
        return dx.index(p / targets, (h * shape.width() + w) * shape.channels());
    }

    /** Some rows of C = A·B, in blocks of terms. */
    private static void multiply(
            int rows,
            int entry,
            int lane,
            int width,
            InputPhase phase,
            ConvolutionLayout layout,
            float[] c,
            int ic,
            int cRow,
            TileFrame f,
            Arithmetic arithmetic) {
        Windows windows = phase.windows();
        int depth = windows.steps.length, kc = arithmetic.blockLength(), blocks = (depth + kc - 1) / kc;
        for (int block = 0; block < blocks; block++) {
            int k = (int) ((long) depth * block / blocks), terms = (int) ((long) depth * (block + 1) / blocks) - k;
            f.lanes = layout.lanes();
            f.size(rows, width, terms)
                    .a(f.scratch, lane, 0, 0)
                    .windows(windows.pixels, entry, windows.steps, k)
                    .b(f.scratch, windows.floats() + k * width, width)
                    .c(c, ic, cRow)
                    .from(block > 0 ? Start.CONTINUE : Start.ZERO);
            arithmetic.multiply(f);
        }
    }
}
