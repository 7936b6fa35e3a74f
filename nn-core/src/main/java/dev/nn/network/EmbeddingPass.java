package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An {@link Embedding} at work on batches. Vectors are summed row by row, so the bits don't depend on threads. */
final class EmbeddingPass implements LayerPass {
    private final Embedding layer;
    private final float @Nullable [] gradient;
    private final Rows y;

    /** @param gradient where the gradients of vectors go, or null if they are not wanted */
    EmbeddingPass(Embedding layer, int maxBatch, float @Nullable [] gradient) {
        this.layer = layer;
        this.gradient = gradient;
        this.y = Rows.allocate(maxBatch, layer.out());
    }

    @Override
    public Rows forward(int batch, Rows x) {
        x.require("x", batch, layer.in());
        y.require("y", batch, layer.out());
        layer.look(batch, x, y);
        return y;
    }

    /** The number of a category has no slope. */
    @Override
    public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
        for (int r = 0; r < batch && dx != null; r++) {
            Arrays.fill(dx.data(), dx.index(r, 0), dx.index(r, layer.in()), 0);
        }
        if (gradient == null) return;
        int first = layer.first(), end = first + layer.parameterCount(), size = layer.size();
        Arrays.fill(gradient, first, end, 0);
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < layer.in(); j++) {
                int category = (int) x.data()[x.index(r, j)];
                int at = first + category * size, from = dy.index(r, j * size);
                for (int k = 0; k < size; k++) gradient[at + k] += dy.data()[from + k];
            }
        }
        if (update == null) return;
        layer.kernels().training().update(update, layer.array(), gradient, first, end);
    }
}
