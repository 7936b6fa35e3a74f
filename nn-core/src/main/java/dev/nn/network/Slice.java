package dev.nn.network;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
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

    private void copy(int fromRow, int toRow, Rows x, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            System.arraycopy(x.data(), x.index(r, from), y.data(), y.index(r, 0), out);
        }
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(maxBatch);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(new Frozen(this));
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

    /** Values at work on batches. */
    private final class Pass implements NestedPass {
        private final Rows y;

        Pass(int maxBatch) {
            y = Convolution.images(maxBatch, out);
        }

        @Override
        public Rows forward(int batch, Rows x) {
            x.require("x", batch, in);
            copy(0, batch, x, y);
            return y;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx == null) return;
            for (int r = 0; r < batch; r++) {
                for (int j = 0; j < in; j++) dx.data()[dx.index(r, j)] = 0;
                System.arraycopy(dy.data(), dy.index(r, 0), dx.data(), dx.index(r, from), out);
            }
        }
    }

    /** The layer in a model. */
    private record Frozen(Slice layer) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            layer.copy(fromRow, toRow, x, y);
        }

        @Override
        public long work() {
            return layer.out;
        }
    }
}
