package dev.nn.network;

import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import org.jspecify.annotations.Nullable;

/** Batch normalisation at work in a training that leaves it as it is: it scales as in use, and remembers nothing. */
final class FixedBatchNormPass implements LayerPass {
    private final BatchNorm layer;
    private final LayerPass inUse;
    private final float[] scales;
    private final float[] shifts;
    private final float[] zeros;

    FixedBatchNormPass(BatchNorm layer, int maxBatch, Team team) {
        this.layer = layer;
        this.inUse = layer.newPass(maxBatch, team);
        this.scales = new float[layer.channels()];
        this.shifts = new float[layer.channels()];
        this.zeros = new float[layer.channels()];
    }

    @Override
    public Rows forward(int batch, Rows x) {
        return inUse.forward(batch, x);
    }

    @Override
    public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
        if (dx == null) return;
        layer.scaling(scales, shifts);
        BatchNormPass.scale(0, batch, layer.pixels(), 0, scales.length, scales, zeros, dy, dx);
    }
}
