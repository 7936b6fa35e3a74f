package dev.nn.simd.chain;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Operation;
import dev.nn.kernel.RowPredictor;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.jvm.Uncompiled;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.ChainShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small network's dense layers for one row, until it has a {@linkplain RowUnrolling class of its own}: weights one behind
 * the other in one array, and between the layers two rows of scratch memory.
 *
 * <pre>
 *   scratch    | x, padded with zeros | outputs of layer 1 |      layer 1 reads left, writes right
 *              | outputs of layer 2   | outputs of layer 1 |      layer 2 reads right, writes left, …
 * </pre>
 *
 * A narrow layer reads its inputs in lines of 16: what lies behind a row's last value is zero for it, and meets weights of
 * zero.
 */
public final class DenseChain implements RowPredictor {
    private static final float[] NOTHING = {};

    private final Layer[] layers;
    private final float[] data;
    private final int in, out, width;
    private final RowUnrolling unrolling;
    private final @Nullable LaneChain lanes;

    /** One layer, and where its parameters are; {@code in} is whole lines if it is narrow. */
    private record Layer(
            int in, int out, int columns, boolean narrow, int weights, int bias, Activation activation, boolean relu) {}

    /** Copies the parameters, whatever their form. */
    public DenseChain(Operation.RowPrediction operation) {
        List<Operation.Prediction> parts = operation.layers();
        in = parts.getFirst().parameters().in();
        out = parts.getLast().parameters().out();
        width = ChainShape.width(operation);
        unrolling = new RowUnrolling(operation);
        lanes = LaneChain.isFaster(operation) ? new LaneChain(operation) : null;
        layers = new Layer[parts.size()];
        int size = 0;
        for (int l = 0; l < layers.length; l++) {
            Operation.Prediction part = parts.get(l);
            boolean narrow = part.parameters().out() <= Blocking.NARROW;
            int rows = part.parameters().in(),
                    columns = Blocking.padded(part.parameters().out());
            if (narrow) rows = Blocking.padded(rows);
            int bias = size + rows * columns;
            boolean relu = part.activation() instanceof Relu;
            layers[l] = new Layer(rows, columns, part.parameters().out(), narrow, size, bias, part.activation(), relu);
            size = bias + columns;
        }
        data = new float[size];
        for (int l = 0; l < layers.length; l++) copy(parts.get(l).parameters(), layers[l]);
    }

    private void copy(FrozenAffine from, Layer to) {
        for (int j = 0; j < from.out(); j++) {
            for (int i = 0; i < from.in(); i++) data[to.weights + i * to.out + j] = from.weight(i, j);
            data[to.bias + j] = from.bias(j);
        }
    }

    @Override
    public boolean predict(float[] x, int xi, float[] y, int yi, Workspace scratch) {
        float[] h = scratch.scratch();
        UnrolledRow unrolled = unrolling.done();
        if (unrolled != null) {
            unrolled.predict(x, xi, y, yi, h);
            return true;
        }
        if (Uncompiled.any() && !isCompiled()) return false;
        unrolling.count();
        System.arraycopy(x, xi, h, 0, in);
        int from = 0, to = width, filled = in;
        for (Layer layer : layers) {
            // Infinities in a layer's inputs make NaN of the zeros behind its outputs.
            for (int i = filled; i < layer.in; i++) h[from + i] = 0;
            filled = layer.columns;
            if (layer.narrow && layer.in == Blocking.LINE) {
                ChainKernel.narrow(h, from, to, data, layer.weights, layer.bias, layer.relu);
            } else if (layer.narrow) {
                ChainKernel.narrow(layer.in, h, from, to, data, layer.weights, layer.bias, layer.relu);
            } else {
                ChainKernel.wide(layer.in, layer.out, h, from, to, data, layer.weights, layer.bias, layer.relu);
            }
            if (!layer.relu && !(layer.activation instanceof Identity)) {
                ActivationEpilogues.forward(layer.activation, h, to, h, to, layer.out, h, to);
            }
            int swap = from;
            from = to;
            to = swap;
        }
        System.arraycopy(h, from, y, yi, out);
        return true;
    }

    @Override
    public boolean predict(float[] x, int xi, float[] y, int yi) {
        UnrolledRow alone = unrolling.alone();
        if (alone == null) return false;
        alone.predict(x, xi, y, yi, NOTHING);
        return true;
    }

    @Override
    public boolean predict(int fromRow, int toRow, Rows x, Rows y, Workspace scratch) {
        if (lanes == null || (Uncompiled.any() && !isCompiled())) return false;
        lanes.predict(fromRow, toRow, x, y, scratch.scratch());
        return true;
    }

    private boolean isCompiled() {
        if (Uncompiled.contains(Family.ROW, DenseChain.class)) return false;
        for (Layer layer : layers) {
            if (Uncompiled.contains(Family.ACTIVATION, layer.activation.getClass())) return false;
        }
        return true;
    }

    /** Brings the kernel to full speed, on zeros; activations are warmed up with their layers. */
    public static void warmUp() {
        int line = Blocking.LINE, most = 7 * VectorShape.LANES; // columns of four vectors, of two and of one
        int in = 2 * line;
        float[] h = new float[in + most], w = new float[Math.max(in * line + line, line * most + most)];
        float[] rows = new float[ChainShape.ROWS * 3 * line];
        Runnable work = () -> {
            LaneChain.exercise(rows, w, true);
            LaneChain.exercise(rows, w, false);
            ChainKernel.narrow(in, h, 0, in, w, 0, in * line, true);
            ChainKernel.narrow(in, h, 0, in, w, 0, in * line, false);
            ChainKernel.narrow(h, 0, in, w, 0, line * line, true);
            ChainKernel.narrow(h, 0, in, w, 0, line * line, false);
            ChainKernel.wide(line, most, h, 0, in, w, 0, line * most, true);
            ChainKernel.wide(line, most, h, 0, in, w, 0, line * most, false);
        };
        WarmUp.once(DenseChain.class, work, Family.ROW, DenseChain.class);
    }
}
