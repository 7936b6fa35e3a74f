package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An {@link OwnLayer} at work on batches: row by row on the calling thread, so that sums have one order. */
final class OwnLayerPass implements LayerPass {
    private final OwnLayer layer;
    private final RowFunction function;
    private final int maxBatch;
    private final float @Nullable [] gradient;
    private final Rows y;
    private final double[] row;
    private final double[] result;
    private final double[] slopes;
    private final double[] parameters;
    private final double[] sums;

    /** @param gradient where the gradients of parameters go, or null if they are not wanted */
    OwnLayerPass(OwnLayer layer, int maxBatch, float @Nullable [] gradient) {
        this.layer = layer;
        this.function = layer.function();
        this.maxBatch = maxBatch;
        this.gradient = gradient;
        this.y = Rows.allocate(maxBatch, layer.out());
        this.row = new double[layer.in()];
        this.result = new double[layer.out()];
        this.slopes = new double[layer.in()];
        this.parameters = new double[layer.parameterCount()];
        this.sums = new double[layer.parameterCount()];
    }

    @Override
    public Rows forward(int batch, Rows x) {
        if (batch < 0 || batch > maxBatch) {
            throw new IllegalArgumentException("batch must be from 0 to " + maxBatch + ", was " + batch);
        }
        x.require("x", batch, layer.in());
        layer.copyParameters(parameters);
        for (int r = 0; r < batch; r++) OwnLayer.apply(function, x, y, r, row, parameters, result);
        return y;
    }

    @Override
    public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
        if (dx == null && gradient == null) return;
        Arrays.fill(sums, 0);
        for (int r = 0; r < batch; r++) {
            OwnLayer.read(x, r, row);
            OwnLayer.read(dy, r, result);
            Arrays.fill(slopes, 0);
            function.gradient(row, parameters, result, slopes, sums);
            if (dx != null) OwnLayer.write(slopes, dx, r);
        }
        if (gradient == null) return;
        int first = layer.first();
        for (int i = 0; i < sums.length; i++) gradient[first + i] = (float) sums[i];
        if (update == null) return;
        layer.kernels().training().update(update, layer.array(), gradient, first, first + sums.length);
    }
}
