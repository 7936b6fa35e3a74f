package dev.nn.simd.chain;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.ChainShape;
import java.util.Arrays;
import java.util.List;

/**
 * A small network's dense layers for many rows: blocks of 32 rows, transposed, pass through all layers in scratch memory, a
 * row in each lane.
 *
 * <pre>
 *   x[r][k]  →  h[k · 32 + r]   →   layer by layer, between two places   →   y[r][j]
 * </pre>
 *
 * A layer of few inputs and outputs fills its vectors whole this way; along its inputs or outputs it would fill a part.
 */
final class LaneChain {
    /** Rows of a block: two vectors of 512 bits. */
    private static final int ROWS = ChainShape.ROWS;

    private final Layer[] layers;
    private final float[] data;
    private final int in, out, width;

    /** One layer, and where its parameters are; {@code terms} are its inputs, rounded up as its kernel wants. */
    private record Layer(int in, int out, int terms, int weights, int bias, Activation activation) {
        static Layer of(Operation.Prediction part, int base) {
            int in = part.parameters().in(), out = part.parameters().out();
            int terms = in > Blocking.LINE ? Blocking.padded(in) : (in + 3) / 4 * 4;
            return new Layer(in, out, terms, base, base + terms * out, part.activation());
        }

        int end() {
            return bias + out;
        }

        /** Place of the weight from input i to output j. */
        int weight(int i, int j) {
            return weights + terms * j + i;
        }
    }

    LaneChain(Operation.RowPrediction operation) {
        List<Operation.Prediction> parts = operation.layers();
        in = parts.getFirst().parameters().in();
        out = parts.getLast().parameters().out();
        width = ChainShape.width(operation);
        layers = new Layer[parts.size()];
        int size = 0;
        for (int l = 0; l < layers.length; l++) {
            layers[l] = Layer.of(parts.get(l), size);
            size = layers[l].end();
        }
        data = new float[size];
        for (int l = 0; l < layers.length; l++) copy(parts.get(l).parameters(), layers[l]);
    }

    /** Whether all layers have few outputs: others fill their vectors anyway, and would be slower this way. */
    static boolean isFaster(Operation.RowPrediction operation) {
        for (Operation.Prediction layer : operation.layers()) {
            if (layer.parameters().out() > Blocking.NARROW) return false;
        }
        return true;
    }

    private void copy(FrozenAffine from, Layer to) {
        for (int j = 0; j < from.out(); j++) {
            for (int i = 0; i < from.in(); i++) data[to.weight(i, j)] = from.weight(i, j);
            data[to.bias + j] = from.bias(j);
        }
    }

    /** Y for some rows; those that fill no block are computed beside zeros. */
    void predict(int fromRow, int toRow, Rows x, Rows y, float[] h) {
        for (int r = fromRow; r < toRow; r += ROWS) {
            int rows = Math.min(ROWS, toRow - r);
            read(rows, x.data(), x.index(r, 0), x.stride(), h);
            int result = layers(h);
            write(rows, y.data(), y.index(r, 0), y.stride(), h, result);
        }
    }

    private void read(int rows, float[] x, int xi, int stride, float[] h) {
        if (rows < ROWS) Arrays.fill(h, 0, in * ROWS, 0);
        for (int k = 0; k < in; k++) {
            for (int r = 0, p = xi + k, q = k * ROWS; r < rows; r++, p += stride) h[q + r] = x[p];
        }
    }

    private void write(int rows, float[] y, int yi, int stride, float[] h, int from) {
        for (int j = 0; j < out; j++) {
            for (int r = 0, p = yi + j, q = from + j * ROWS; r < rows; r++, p += stride) y[p] = h[q + r];
        }
    }

    /** Returns the place of the outputs. */
    private int layers(float[] h) {
        int from = 0, to = width * ROWS;
        for (Layer layer : layers) {
            for (int k = layer.in; k < layer.terms; k++) Arrays.fill(h, from + k * ROWS, from + (k + 1) * ROWS, 0);
            boolean relu = layer.activation instanceof Relu;
            multiply(layer, h, from, to, relu);
            if (!relu && !(layer.activation instanceof Identity)) {
                ActivationEpilogues.forward(layer.activation, h, to, h, to, layer.out * ROWS, h, to);
            }
            int swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private void multiply(Layer layer, float[] h, int from, int to, boolean relu) {
        int at = layer.weights, bias = layer.bias;
        switch (layer.terms) {
            case 4 -> LaneKernel.narrow4(layer.out, h, from, to, data, at, bias, relu);
            case 8 -> LaneKernel.narrow8(layer.out, h, from, to, data, at, bias, relu);
            case 12 -> LaneKernel.narrow12(layer.out, h, from, to, data, at, bias, relu);
            case 16 -> LaneKernel.narrow16(layer.out, h, from, to, data, at, bias, relu);
            default -> LaneKernel.narrow(layer.terms, layer.out, h, from, to, data, at, bias, relu);
        }
    }

    /** Runs every kernel once, on zeros. */
    static void exercise(float[] h, float[] w, boolean relu) {
        int to = 2 * Blocking.LINE * ROWS;
        LaneKernel.narrow4(2, h, 0, to, w, 0, 0, relu);
        LaneKernel.narrow8(2, h, 0, to, w, 0, 0, relu);
        LaneKernel.narrow12(2, h, 0, to, w, 0, 0, relu);
        LaneKernel.narrow16(2, h, 0, to, w, 0, 0, relu);
        LaneKernel.narrow(2 * Blocking.LINE, 2, h, 0, to, w, 0, 0, relu);
    }
}
