package dev.nn.format.onnx.evaluate;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.file.Constant;
import dev.nn.format.onnx.file.OnnxNode;
import dev.nn.format.onnx.file.OnnxValue;
import dev.nn.network.Window;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The operators of images, tensors of four axes: convolution, pooling and padding, where the axes are batch, channel, height
 * and width; and, beside those, operators that change the order of axes, or take the mean of some.
 */
public final class ImageOperators {
    /** Axes of a batch of images. */
    public static final int RANK = 4;

    private static final long UNKNOWN = OnnxValue.UNKNOWN;

    private ImageOperators() {}

    /** Whether a graph with this node is one of images. */
    public static boolean needsImages(OnnxNode node) {
        return node.is("Conv", "MaxPool", "AveragePool", "GlobalAveragePool", "GlobalMaxPool");
    }

    /** Whether a tensor may be a batch of images. */
    public static boolean isImage(@Nullable RowShape shape) {
        return shape != null && shape.rank() == RANK && shape.batchAxis() == 0;
    }

    /** The shape after a node of a graph of images, or null if it isn't one of these. */
    static @Nullable RowShape shape(OnnxNode node, ShapeInference known) throws DataFormatException {
        RowShape in = node.has(0) ? known.rows(node.input(0)) : null;
        if (in == null) return null;
        if (needsImages(node)) {
            requireImages(node, in);
            return windowed(node, in, known);
        }
        if (!isImage(in)) return null;
        if (node.is("Pad")) return padded(in, pads(node, known));
        if (node.is("Transpose")) return transposed(node, in);
        if (node.is("ReduceMean")) return mean(node, in, known);
        return null;
    }

    private static void requireImages(OnnxNode node, RowShape in) throws DataFormatException {
        boolean sizes = isImage(in);
        for (int d = 1; sizes && d < RANK; d++) sizes = in.dims()[d] > 0 && in.dims()[d] <= Integer.MAX_VALUE;
        if (!sizes) throw node.wrong("images: a batch × channels × height × width of known sizes", "shape " + in);
    }

    private static RowShape windowed(OnnxNode node, RowShape in, ShapeInference known) throws DataFormatException {
        if (node.is("GlobalAveragePool", "GlobalMaxPool")) return in.with(2, 1).with(3, 1);
        Window window = window(node, in, known);
        int height = window.outHeight((int) in.dims()[2]), width = window.outWidth((int) in.dims()[3]);
        if (height < 1 || width < 1) {
            throw node.wrong(
                    "a window that fits into the padded image",
                    "%d×%d on %d×%d".formatted(window.height(), window.width(), in.dims()[2], in.dims()[3]));
        }
        RowShape out = in.with(2, height).with(3, width);
        return node.is("Conv") ? out.with(1, weights(node, known).shape()[0]) : out;
    }

    /** The weights of a convolution: filters × channels of a group × height × width. */
    public static Constant weights(OnnxNode node, ShapeInference known) throws DataFormatException {
        Constant weights = known.constant(node, 1);
        if (weights == null || weights.rank() != RANK || weights.count() == 0) {
            throw node.wrong(
                    "constant weights of four dimensions",
                    weights == null ? "none" : "shape " + Arrays.toString(weights.shape()));
        }
        return weights;
    }

    /** The window of a convolution or pooling node over images of this shape. */
    public static Window window(OnnxNode node, RowShape in, ShapeInference known) throws DataFormatException {
        int[] size;
        if (node.is("Conv")) {
            int[] shape = weights(node, known).shape();
            size = integers(node, "kernel_shape", 1, shape[2], shape[3]);
            if (size[0] != shape[2] || size[1] != shape[3]) {
                throw node.wrong("kernel_shape as its weights have it", Arrays.toString(size));
            }
        } else {
            if (!node.attributes().containsKey("kernel_shape")) throw node.wrong("attribute kernel_shape", "none");
            size = integers(node, "kernel_shape", 1, 1, 1);
        }
        int[] strides = integers(node, "strides", 1, 1, 1), dilations = integers(node, "dilations", 1, 1, 1);
        int[] pads = pads(node, in, size, strides, dilations);
        boolean ceil = !node.is("Conv") && node.integer("ceil_mode", 0) != 0;
        return new Window(
                size[0],
                size[1],
                strides[0],
                strides[1],
                dilations[0],
                dilations[1],
                pads[0],
                pads[1],
                pads[2],
                pads[3],
                ceil);
    }

    /** Rows above, columns left, rows below and columns right. */
    private static int[] pads(OnnxNode node, RowShape in, int[] size, int[] strides, int[] dilations)
            throws DataFormatException {
        String auto = node.text("auto_pad", "NOTSET");
        if (auto.equals("NOTSET")) return integers(node, "pads", 0, 0, 0, 0, 0);
        int[] pads = new int[4];
        if (auto.equals("VALID")) return pads;
        boolean upper = auto.equals("SAME_UPPER");
        if (!upper && !auto.equals("SAME_LOWER")) {
            throw node.wrong("auto_pad NOTSET, VALID, SAME_UPPER or SAME_LOWER", OnnxNode.shortened(auto));
        }
        for (int d = 0; d < 2; d++) {
            long pixels = in.dims()[2 + d], positions = Math.ceilDiv(pixels, (long) strides[d]);
            long reach = (size[d] - 1L) * dilations[d] + 1;
            long all = Math.max(0, (positions - 1) * strides[d] + reach - pixels);
            long less = all / 2, more = all - less;
            pads[d] = checked(node, upper ? less : more);
            pads[2 + d] = checked(node, upper ? more : less);
        }
        return pads;
    }

    private static int checked(OnnxNode node, long value) throws DataFormatException {
        if (value > Integer.MAX_VALUE) throw node.wrong("padding below 2³¹", value + "");
        return (int) value;
    }

    /** A list of integers from {@code least} on, as many as there are defaults. */
    private static int[] integers(OnnxNode node, String attribute, int least, int... otherwise)
            throws DataFormatException {
        long[] given = node.integers(attribute);
        if (given == null) return otherwise;
        boolean fits = given.length == otherwise.length;
        int[] values = new int[otherwise.length];
        for (int i = 0; fits && i < values.length; i++) {
            fits = given[i] >= least && given[i] <= Integer.MAX_VALUE;
            values[i] = (int) given[i];
        }
        if (fits) return values;
        throw node.wrong(
                "attribute %s of %d integers from %d on".formatted(attribute, otherwise.length, least),
                OnnxNode.shortened(Arrays.toString(given)));
    }

    /** What a Pad node adds: for each axis in front, then for each behind. */
    public static long[] pads(OnnxNode node, ShapeInference known) throws DataFormatException {
        Constant given = known.constant(node, 1), value = known.constant(node, 2), axes = known.constant(node, 3);
        long[] pads = given != null ? given.toIntegers() : node.integers("pads");
        String mode = node.text("mode", "constant");
        boolean zero = value == null || (value.count() == 1 && value.value(0) == 0);
        if (!mode.equals("constant") || !zero || node.number("value", 0) != 0) {
            throw node.wrong("padding by zeros", "mode %s or another value".formatted(OnnxNode.shortened(mode)));
        }
        if (pads == null) throw node.wrong("constant pads", "none");
        long[] all = new long[2 * RANK];
        long[] which = axes != null ? axes.toIntegers() : new long[] {0, 1, 2, 3};
        if (pads.length != 2 * which.length) {
            throw node.wrong("%d pads".formatted(2 * which.length), pads.length + "");
        }
        for (int i = 0; i < which.length; i++) {
            int axis = ShapeOperators.axis(node, which[i], RANK);
            all[axis] = pads[i];
            all[RANK + axis] = pads[which.length + i];
        }
        for (long pad : all) if (pad < 0 || pad > Integer.MAX_VALUE) throw node.wrong("pads from 0 on", pad + "");
        return all;
    }

    private static RowShape padded(RowShape in, long[] pads) {
        RowShape out = in;
        for (int d = 1; d < RANK; d++) {
            if (in.dims()[d] != UNKNOWN) out = out.with(d, in.dims()[d] + pads[d] + pads[RANK + d]);
        }
        return out;
    }

    private static RowShape transposed(OnnxNode node, RowShape in) throws DataFormatException {
        int[] order = ShapeOperators.permutation(node, RANK);
        if (order[0] != 0) throw node.wrong("the batch to stay the first axis", Arrays.toString(order));
        long[] dims = new long[RANK];
        for (int d = 0; d < RANK; d++) dims[d] = in.dims()[order[d]];
        return new RowShape(dims, 0);
    }

    /** The axes that a mean is taken over, sorted; null if they aren't two of a batch of images. */
    public static int @Nullable [] meanAxes(OnnxNode node, ShapeInference known) throws DataFormatException {
        long[] axes = ShapeOperators.axes(node, known.constant(node, 1));
        if (axes == null || axes.length != 2) return null;
        int[] sorted = {ShapeOperators.axis(node, axes[0], RANK), ShapeOperators.axis(node, axes[1], RANK)};
        Arrays.sort(sorted);
        return sorted[0] > 0 && sorted[0] < sorted[1] ? sorted : null;
    }

    private static @Nullable RowShape mean(OnnxNode node, RowShape in, ShapeInference known)
            throws DataFormatException {
        int[] axes = meanAxes(node, known);
        if (axes == null) return null;
        if (node.integer("keepdims", 1) != 0) return in.with(axes[0], 1).with(axes[1], 1);
        boolean[] dropped = new boolean[RANK];
        dropped[axes[0]] = true;
        dropped[axes[1]] = true;
        return in.without(dropped);
    }
}
