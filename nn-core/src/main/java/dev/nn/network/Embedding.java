package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An embedding of categories: each value of a row is the number of a category, from 0, and becomes the category's vector. All
 * values of the row share one table of vectors, which are parameters; {@code torch.nn.Embedding}.
 *
 * <p>Bengio, Ducharme, Vincent, Jauvin: A neural probabilistic language model. JMLR 3, 2003. The vectors begin with standard
 * normal values, whatever the network's initializer. The optimiser's step goes through the whole table.
 *
 * @param in values per row
 * @param categories how many there are
 * @param size values of a vector
 * @param kernels what computes the optimiser's step
 * @param array of the network's parameters
 * @param first index in it of the first vector; they stand one after the other
 */
public record Embedding(int in, int categories, int size, DenseKernels kernels, float[] array, int first)
        implements Layer {
    @Override
    public int out() {
        return in * size;
    }

    @Override
    public String describe() {
        return "embedding %d→%d of %d categories".formatted(in, out(), categories);
    }

    @Override
    public int parameterCount() {
        return categories * size;
    }

    @Override
    public int parameterIndex(int i) {
        return first + i;
    }

    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {
        for (int i = 0; i < parameterCount(); i++) array[first + i] = (float) random.nextGaussian();
    }

    /** Whether a value is the number of a category. */
    public boolean isCategory(float value) {
        // Not a number is not at least 0.
        return value >= 0 && value < categories && value == (int) value;
    }

    /** The category that a value stands for. */
    int category(int row, int column, float value) {
        if (isCategory(value)) return (int) value;
        throw new IllegalArgumentException(
                "row %d, value %d of %s: the category must be a whole number from 0 to %d, is %s"
                        .formatted(row, column, describe(), categories - 1, value));
    }

    /** Puts the vectors of rows to their places. */
    private void look(int fromRow, int toRow, Rows x, float[] table, int at, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            for (int j = 0; j < in; j++) {
                int category = category(r, j, x.data()[x.index(r, j)]);
                System.arraycopy(table, at + category * size, y.data(), y.index(r, j * size), size);
            }
        }
    }

    void look(int batch, Rows x, Rows y) {
        look(0, batch, x, array, first, y);
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new EmbeddingPass(this, maxBatch, null);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new EmbeddingPass(this, maxBatch, gradient);
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return newPass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        float[] table = new float[parameterCount()];
        for (int i = 0; i < table.length; i++) table[i] = precision.round(array[first + i]);
        return List.of(new Frozen(this, table));
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[out()];
        for (int j = 0; j < in; j++) {
            int at = first + category(0, j, (float) x[j]) * size;
            System.arraycopy(parameters, at, y, j * size, size);
        }
        return y;
    }

    /** A layer that has not been placed yet. */
    record Plan(int categories, int size) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            long out = (long) in.size() * size, table = (long) categories * size;
            if (Math.max(out, table) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "layer %d (embedding): %d values of a row and %d parameters, more than an array holds"
                                .formatted(number, out, table));
            }
            places.count((int) table);
            return RowShape.flat((int) out);
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            int first = places.take(categories * size);
            return new Embedding(in.size(), categories, size, kernels, places.array(), first);
        }

        @Override
        public boolean flattens() {
            return true;
        }
    }

    /** The layer in a model. */
    private record Frozen(Embedding layer, float[] table) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            layer.look(fromRow, toRow, x, table, 0, y);
        }

        @Override
        public long bytes() {
            return (long) table.length * Float.BYTES;
        }

        @Override
        public long work() {
            return layer.out();
        }
    }
}
