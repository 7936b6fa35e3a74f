package dev.nn.lane;

import dev.nn.activation.Activation.Saved;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.LaneLayer;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Up to sixteen networks of the same dense layers, run forward and backward together; each with the bits that it has
 * alone. What belongs to one network is copied into its lane before, and out of it afterwards.
 */
public final class LanePass {
    private static final int LANES = LaneKernels.LANES;

    private final DenseKernels kernels;
    private final LaneKernels first;
    private final List<LaneLayer> layers = new ArrayList<>();
    private final Workspace workspace = new Workspace();
    private final int in;
    private final int out;

    /** The places of parameters, without the padding between them. */
    private final int[] places;

    private final float[] parameters;
    private final float[] gradient;

    /** x, and then what each layer gives. */
    private final List<float[]> values = new ArrayList<>();

    /** The sums of each layer: the same arrays as behind them, unless the activation keeps its input. */
    private final List<float[]> sums = new ArrayList<>();

    /** The gradients of {@link #values} but x. */
    private final List<float[]> gradients = new ArrayList<>();

    /**
     * Memory for these networks.
     *
     * @param network one of them; all have its {@linkplain #kind kind}
     * @param rows the numbers of rows that will come
     */
    public LanePass(Network network, int... rows) {
        kernels = network.kernels();
        LaneKernels lanes = kernels.lanes();
        if (lanes == null)
            throw new IllegalArgumentException("no kernels for several networks at once: " + kernels.name());
        first = lanes;
        in = network.in();
        out = network.out();
        places = places(network);
        int size = Math.multiplyExact(network.parameters().length, LANES), most = 0;
        for (int each : rows) most = Math.max(most, each);
        parameters = new float[size];
        gradient = new float[size];
        values.add(matrix(most, in));
        for (Layer layer : network.layers()) {
            Dense dense = (Dense) layer;
            layers.add(new LaneLayer(dense.parameters(), dense.activation(), parameters, gradient));
            float[] y = matrix(most, dense.out());
            values.add(y);
            sums.add(dense.activation().saved() == Saved.INPUT ? matrix(most, dense.out()) : y);
            gradients.add(matrix(most, dense.out()));
            for (int each : rows) {
                if (each == 0) continue;
                workspace.reserve(kernels.prepare(
                        new Operation.DenseLanes(each, dense.parameters().layout(), dense.activation())));
            }
        }
    }

    private static int[] places(Network network) {
        return network.layers().stream()
                .flatMapToInt(
                        layer -> IntStream.range(0, layer.parameterCount()).map(layer::parameterIndex))
                .sorted()
                .toArray();
    }

    private static float[] matrix(int rows, int columns) {
        return new float[Math.multiplyExact(Math.multiplyExact(rows, LaneKernels.stride(columns)), LANES)];
    }

    /** Whether a network can be in such a pass: dense layers only, all small, on kernels that can do it. */
    public static boolean supports(Network network) {
        LaneKernels lanes = network.kernels().lanes();
        if (lanes == null) return false;
        for (Layer layer : network.layers()) {
            if (!(layer instanceof Dense dense)
                    || !lanes.supports(dense.parameters().layout())) return false;
        }
        return true;
    }

    /** What must be equal for networks to be in one pass: their layers and the kernels' name. */
    public static Object kind(Network network) {
        List<Object> kind = new ArrayList<>();
        kind.add(network.kernels().name());
        for (Layer layer : network.layers()) {
            kind.add(layer instanceof Dense dense ? List.of(dense.parameters().layout(), dense.activation()) : layer);
        }
        return kind;
    }

    /** Copies a network's parameters into its lane. */
    public void setParameters(int lane, float[] from) {
        for (int place : places) parameters[place * LANES + lane] = from[place];
    }

    /** Copies a network's gradient out of its lane. */
    public void getGradient(int lane, float[] to) {
        for (int place : places) to[place] = gradient[place * LANES + lane];
    }

    /** Copies a network's input into its lane. */
    public void setInput(int lane, int rows, Rows x) {
        copyIn(lane, rows, x, in, values.getFirst());
    }

    /** Copies a network's gradient of the output into its lane. */
    public void setOutputGradient(int lane, int rows, Rows dy) {
        copyIn(lane, rows, dy, out, gradients.getLast());
    }

    /** Column by column: the loop is longer so. */
    private static void copyIn(int lane, int rows, Rows from, int columns, float[] to) {
        int step = LaneKernels.stride(columns) * LANES, stride = from.stride();
        float[] data = from.data();
        for (int j = 0; j < columns; j++) {
            for (int r = 0, at = from.index(0, j), p = j * LANES + lane; r < rows; r++, at += stride, p += step) {
                to[p] = data[at];
            }
        }
    }

    /** Copies what a network gave out of its lane. */
    public void getOutput(int lane, int rows, Rows y) {
        int step = LaneKernels.stride(out) * LANES, stride = y.stride();
        float[] from = values.getLast(), data = y.data();
        for (int j = 0; j < out; j++) {
            for (int r = 0, at = y.index(0, j), p = j * LANES + lane; r < rows; r++, at += stride, p += step) {
                data[at] = from[p];
            }
        }
    }

    /** Runs all networks forward. */
    public void forward(int rows) {
        LaneKernels lanes = lanes();
        for (int l = 0; l < layers.size(); l++) {
            lanes.forward(rows, layers.get(l), values.get(l), sums.get(l), values.get(l + 1), workspace);
        }
    }

    /** The gradients of all parameters, after {@link #forward}. */
    public void backward(int rows) {
        LaneKernels lanes = lanes();
        for (int l = layers.size() - 1; l >= 0; l--) {
            LaneLayer layer = layers.get(l);
            float[] dz = gradients.get(l);
            lanes.backwardActivation(rows, layer, dz, sums.get(l), workspace);
            if (l > 0) lanes.backwardInput(rows, layer, dz, gradients.get(l - 1), workspace);
            lanes.backwardWeights(rows, layer, values.get(l), dz, workspace);
        }
    }

    /** Those of the moment, which may have become faster. */
    private LaneKernels lanes() {
        LaneKernels lanes = kernels.lanes();
        return lanes == null ? first : lanes;
    }
}
