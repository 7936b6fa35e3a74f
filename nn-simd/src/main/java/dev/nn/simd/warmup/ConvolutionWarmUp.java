package dev.nn.simd.warmup;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.simd.convolution.Arithmetic;
import dev.nn.simd.convolution.VectorArithmetic;
import dev.nn.simd.function.Epilogues;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.LinePair;
import dev.nn.simd.product.Offsets;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.TileFrame.Start;
import dev.nn.simd.product.WindowTiles;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * The warm-up of one convolution layer: the register tiles of all heights, for the widths of panels that it has, on short
 * sums. What lies around them is plain Java, which needs none.
 */
public final class ConvolutionWarmUp {
    /** Terms of the sums. */
    private static final int DEPTH = 8;

    /** Rows enough for tiles of every height: the largest has 8. */
    private static final int ROWS = 16;

    private ConvolutionWarmUp() {}

    /** Panels of this width; two layers with equal keys use the same compiled code. */
    private record Panels(boolean lanes, int width) {}

    /** Panels of this width, with a kernel of so many columns that slides over pixels, depthwise or over one channel. */
    private record Sliding(boolean lanes, int columns, int width) {}

    /** A line of columns, with up to so many rows of a kernel. */
    private record Lines(int kernelRows) {}

    /** The squares of a transposition. */
    private record Squares(int channels, int filters) {}

    /** An activation of so many filters. */
    private record Values(Activation activation, int filters, boolean training) {}

    public static void run(ConvolutionShape shape, Activation activation, boolean training) {
        boolean lanes = shape.isDepthwise();
        int groups = lanes ? 1 : shape.groups();
        panels(lanes, shape.filters() / groups);
        boolean slides = lanes || shape.groupChannels() == 1;
        if (slides && WindowTiles.slide(lanes, shape.kernelWidth())) {
            widths(shape.filters() / groups, width -> sliding(new Sliding(lanes, shape.kernelWidth(), width)));
        }
        if (VectorArithmetic.takesPairs(shape)) pairs();
        activation(activation, shape.filters(), training);
        if (!training) return;
        panels(lanes, shape.channels() / groups);
        if (!lanes) lines(shape);
        if (!lanes) squares(shape.groupChannels(), shape.groupFilters());
    }

    /** Weights in bfloat16, which are made floats. */
    public static void halves() {
        int[] halves = new int[Blocking.LINE];
        float[] to = new float[2 * Blocking.LINE];
        Arithmetic arithmetic = new VectorArithmetic();
        WarmUp.once(Precision.BF16, () -> arithmetic.widen(halves, 0, 2, to, 0), Family.FORWARD, Precision.BF16);
    }

    /** Whole panels and the last one, for so many columns. */
    private static void panels(boolean lanes, int columns) {
        widths(columns, width -> tiles(new Panels(lanes, width)));
    }

    private static void widths(int columns, IntConsumer each) {
        if (columns >= Blocking.NR) each.accept(Blocking.NR);
        if (columns % Blocking.NR != 0) each.accept(Blocking.padded(columns % Blocking.NR));
    }

    private static void tiles(Panels panels) {
        Arithmetic arithmetic = new VectorArithmetic();
        int width = panels.width();
        float[] a = new float[ROWS + DEPTH + width], b = new float[DEPTH * width], c = new float[ROWS * width];
        int[] places = new int[ROWS];
        for (int i = 0; i < ROWS; i++) places[i] = i % DEPTH;
        Offsets offsets = Offsets.of(places);
        TileFrame f = new TileFrame();
        f.lanes = panels.lanes();
        IntFunction<Runnable> start = kind -> () -> {
            for (int rows = 1; rows <= ROWS; rows++) {
                f.size(rows, width, DEPTH)
                        .a(a, 0, 0, 0)
                        .windows(offsets, 0, offsets, 0)
                        .b(b, 0, width)
                        .c(c, 0, width)
                        .from(kind == 0 ? Start.ZERO : Start.CONTINUE)
                        .relu(kind == 2);
                arithmetic.multiply(f);
            }
        };
        warmUp(panels, start);
    }

    /** The tiles of a kernel that slides, and if it is depthwise of the one that is turned round. */
    private static void sliding(Sliding panels) {
        Arithmetic arithmetic = new VectorArithmetic();
        int width = panels.width(), columns = panels.columns(), gap = panels.lanes() ? width : 1;
        float[] a = new float[(ROWS + columns) * gap], b = new float[columns * width], c = new float[ROWS * width];
        int[] line = new int[ROWS], kernel = new int[columns], turned = new int[columns];
        for (int i = 0; i < ROWS; i++) line[i] = i * gap;
        for (int i = 0; i < columns; i++) kernel[i] = turned[columns - 1 - i] = i * gap;
        Offsets pixels = Offsets.spaced(line), straight = Offsets.spaced(kernel), back = Offsets.spaced(turned);
        TileFrame f = new TileFrame();
        f.lanes = panels.lanes();
        warmUp(panels, kind -> () -> {
            for (int rows = 1; rows <= ROWS; rows++) {
                f.size(rows, width, columns)
                        .a(a, 0, 0, 0)
                        .windows(pixels, 0, kind == 0 ? back : straight, 0)
                        .b(b, 0, width)
                        .c(c, 0, width)
                        .from(kind == 0 ? Start.ZERO : Start.CONTINUE)
                        .relu(kind == 2);
                arithmetic.multiply(f);
            }
        });
    }

    /** All tiles of pairs of lines: four lines have a first pair, one between and a last one. */
    private static void pairs() {
        int height = 4, width = 3 * LinePair.LEAST_WIDTH, channels = 4 * VectorWidth.LANES + 1;
        Arithmetic arithmetic = new VectorArithmetic();
        float[] a = new float[height * width * channels],
                c = new float[a.length],
                w = new float[LinePair.floats(channels)];
        LinePair f = new LinePair();
        IntConsumer all = kind -> {
            int first = kind == 0 ? (height * width - 1) * channels : 0, line = (kind == 0 ? -1 : 1) * width * channels;
            f.size(width, channels, kind > 0).weights(w, 0, kind == 2);
            for (int row = 0; row + 2 <= height; row++) {
                f.lines(a, first + row * line, c, first + row * line, row == 0, row + 2 == height);
                arithmetic.multiplyPair(f);
            }
        };
        warmUp(LinePair.class, kind -> () -> all.accept(kind));
    }

    /** The tiles of dX for one line of channels: at the border fewer kernel rows meet than there are. */
    private static void lines(ConvolutionShape shape) {
        Arithmetic arithmetic = new VectorArithmetic();
        int most = Math.min(arithmetic.mostLines(), shape.kernelHeight());
        if (most < 2 || shape.groupChannels() % Blocking.NR != Blocking.LINE) return;
        float[] a = new float[2 * ROWS], b = new float[DEPTH * most * Blocking.LINE];
        float[] c = new float[ROWS * most * Blocking.LINE];
        int[] places = new int[ROWS];
        for (int i = 0; i < ROWS; i++) places[i] = i;
        Offsets offsets = Offsets.of(places);
        TileFrame f = new TileFrame();
        Runnable all = () -> {
            for (int lines = 1; lines <= most; lines++) {
                for (int rows = 1; rows <= ROWS; rows++) {
                    f.size(rows, lines * Blocking.LINE, DEPTH)
                            .a(a, 0, 0, 0)
                            .windows(offsets, 0, offsets, 0)
                            .b(b, 0, most * Blocking.LINE)
                            .c(c, 0, Blocking.LINE)
                            .lines(ROWS * Blocking.LINE);
                    arithmetic.multiplyLines(f);
                }
            }
        };
        WarmUp.once(new Lines(most), all, Family.INPUT, ConvolutionKernels.class);
    }

    /** Tiles whose sums start from nothing, from what there is, and from that with ReLU. */
    private static void warmUp(Object key, IntFunction<Runnable> start) {
        Runnable nothing = start.apply(0), sums = start.apply(1), relu = start.apply(2);
        Runnable all = () -> {
            both(nothing, sums);
            relu.run();
        };
        WarmUp.once(key, all, () -> {
            WarmUp.judge(() -> both(sums, relu), Family.FORWARD, ConvolutionKernels.class);
            WarmUp.judge(() -> both(nothing, sums), Family.WEIGHTS, ConvolutionKernels.class);
            WarmUp.judge(() -> both(nothing, sums), Family.INPUT, ConvolutionKernels.class);
        });
    }

    private static void both(Runnable first, Runnable second) {
        first.run();
        second.run();
    }

    private static void squares(int channels, int filters) {
        int columns = last(channels), outputs = last(filters), width = Blocking.padded(columns);
        PanelLayout layout = new PanelLayout(columns, outputs);
        float[] w = new float[layout.size()], to = new float[Blocking.padded(outputs) * width];
        Arithmetic arithmetic = new VectorArithmetic();
        WarmUp.once(
                new Squares(columns, outputs),
                () -> arithmetic.transpose(layout, w, 0, 0, columns, to, 0),
                Family.INPUT,
                ConvolutionKernels.class);
    }

    /** As few as n columns, with at least one whole panel if n has that, and the same rest. */
    private static int last(int n) {
        return n <= Blocking.NR ? n : n % Blocking.NR == 0 ? Blocking.NR : Blocking.NR + n % Blocking.NR;
    }

    private static void activation(Activation activation, int filters, boolean training) {
        int columns = last(filters);
        // Few filters have fewer values in these rows than the longest call takes.
        int size = Math.max(DEPTH * columns, Blocking.LINE + 1);
        Rows z = Rows.of(new float[size], columns), y = Rows.of(new float[size], columns);
        float[] scratch = new float[Epilogues.SCRATCH], bias = new float[Blocking.padded(columns)];
        GradientFrame f = new GradientFrame().matrices(y, z, y).columns(0, columns, bias, 0);
        Arithmetic arithmetic = new VectorArithmetic();
        boolean fused = activation instanceof Relu || activation instanceof Identity;
        // A row with and without a remainder.
        Runnable forward = () -> {
            arithmetic.activate(activation, z.data(), 0, y.data(), 0, Blocking.LINE + 1, scratch);
            arithmetic.activate(activation, z.data(), 0, y.data(), 0, Blocking.LINE, scratch);
        };
        if (!fused) {
            WarmUp.once(new Values(activation, 0, false), forward, Family.ACTIVATION, activation.getClass());
        }
        if (!training) return;
        WarmUp.once(
                new Values(activation, columns, true),
                () -> Epilogues.backward(DEPTH, columns, activation, f, scratch),
                Family.ACTIVATION_GRADIENT,
                activation.getClass());
    }
}
