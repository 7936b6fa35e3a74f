package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a row, one after the other; the others go elsewhere. So each branch of a {@link Concat} may have an input of
 * its own.
 *
 * @param in values of the row
 * @param from the first that is taken
 * @param out how many are taken
 * @param image what they are, if they are an image
 */
public record Slice(int in, int from, int out, @Nullable ImageShape image) implements ParameterFree {
    @Override
    public String describe() {
        return "slice %d→%s".formatted(in, image == null ? out + " from " + from : image + " from " + from);
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[out];
        System.arraycopy(x, from, y, 0, out);
        return y;
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return operation().pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return operation().frozen();
    }

    private RowOperation operation() {
        return new RowOperation(this, out, this::values, this::gradients);
    }

    private void values(int fromRow, int toRow, Rows x, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            System.arraycopy(x.data(), x.index(r, from), y.data(), y.index(r, 0), out);
        }
    }

    private void gradients(int fromRow, int toRow, Rows x, Rows y, Rows dy, Rows dx) {
        for (int r = fromRow; r < toRow; r++) {
            int row = dx.index(r, 0);
            Arrays.fill(dx.data(), row, row + in, 0);
            System.arraycopy(dy.data(), dy.index(r, 0), dx.data(), row + from, out);
        }
    }

    /** A layer that has not been placed yet. */
    record Plan(int from, RowShape shape) implements LayerPlan {
        @Override
        public RowShape out(int number, RowShape in, DenseKernels kernels, Places places) {
            if (from + (long) shape.size() <= in.size()) return shape;
            throw new IllegalArgumentException("layer %d (slice): %s from %d on, but there are %d values"
                    .formatted(number, shape, from, in.size()));
        }

        @Override
        public Layer place(RowShape in, DenseKernels kernels, Places places) {
            return new Slice(in.size(), from, shape.size(), shape.isImage() ? shape.image() : null);
        }
    }
}
