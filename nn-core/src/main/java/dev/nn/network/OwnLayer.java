package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A layer that computes a {@link RowFunction}, on plain loops. Files hold its name and its parameters, not its code: {@code
 * Safetensors.readNetwork} has to be given the layers.
 *
 * @param function what it computes
 * @param in values per row
 * @param kernels what computes the optimiser's step
 * @param array of the network's parameters
 * @param first index in it of the layer's first parameter
 */
public record OwnLayer(RowFunction function, int in, DenseKernels kernels, float[] array, int first) implements Layer {
    @Override
    public int out() {
        return function.out(in);
    }

    @Override
    public String describe() {
        return "%s %d→%d".formatted(function.name(), in, out());
    }

    @Override
    public int parameterCount() {
        return function.parameters(in);
    }

    @Override
    public int parameterIndex(int i) {
        return first + i;
    }

    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {
        double[] values = new double[parameterCount()];
        function.initialize(values, random);
        for (int i = 0; i < values.length; i++) array[first + i] = (float) values[i];
    }

    /** The parameters as they are now. */
    double[] parameters() {
        double[] values = new double[parameterCount()];
        copyParameters(values);
        return values;
    }

    void copyParameters(double[] to) {
        for (int i = 0; i < to.length; i++) to[i] = array[first + i];
    }

    /** Computes one row of y from one of x. */
    static void apply(RowFunction function, Rows x, Rows y, int row, double[] from, double[] parameters, double[] to) {
        read(x, row, from);
        function.apply(from, parameters, to);
        write(to, y, row);
    }

    static void read(Rows rows, int row, double[] to) {
        int at = rows.index(row, 0);
        for (int j = 0; j < to.length; j++) to[j] = rows.data()[at + j];
    }

    static void write(double[] from, Rows rows, int row) {
        int at = rows.index(row, 0);
        for (int j = 0; j < from.length; j++) rows.data()[at + j] = (float) from[j];
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new OwnLayerPass(this, maxBatch, null);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new OwnLayerPass(this, maxBatch, parameterCount() == 0 ? null : gradient);
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return newPass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(new Frozen(this, parameters()));
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[out()];
        function.apply(x, Arrays.copyOfRange(parameters, first, first + parameterCount()), y);
        return y;
    }

    /** The rows that one thread computes with, for each layer in its model. */
    private static final class Scratch {
        private final IdentityHashMap<Frozen, double[][]> rows = new IdentityHashMap<>();

        double[][] of(Frozen layer) {
            double[][] found = rows.get(layer);
            if (found != null) return found;
            double[][] made = {new double[layer.in()], new double[layer.out()]};
            rows.put(layer, made);
            return made;
        }
    }

    /** The layer in a model. */
    private record Frozen(OwnLayer layer, double[] parameters) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            double[][] rows = workspace.kept(Scratch.class, Scratch::new).of(this);
            for (int r = fromRow; r < toRow; r++) {
                OwnLayer.apply(layer.function, x, y, r, rows[0], parameters, rows[1]);
            }
        }

        @Override
        public long bytes() {
            return (long) parameters.length * Double.BYTES;
        }

        @Override
        public long work() {
            return 8L * Math.max(layer.in() + layer.out(), parameters.length);
        }
    }
}
