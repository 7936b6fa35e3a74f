package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation as it is in use, where what it has remembered is fixed: y = scale ⊙ x + shift, channel by channel.
 *
 * @param pixels of an image
 */
record FixedScaling(int pixels, float[] scales, float[] shifts) implements ParameterFree {
    @Override
    public int in() {
        return pixels * scales.length;
    }

    @Override
    public int out() {
        return in();
    }

    @Override
    public String describe() {
        return "batch norm " + scales.length;
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            int c = j % scales.length;
            y[j] = x[j] * scales[c] + shifts[c];
        }
        return y;
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

    private void rows(int fromRow, int toRow, Rows x, Rows y) {
        BatchNormPass.scale(fromRow, toRow, pixels, 0, scales.length, scales, shifts, x, y);
    }

    /** The scaling at work on batches. */
    private final class Pass implements NestedPass {
        private final Rows y;
        private final float[] zeros = new float[scales.length];

        Pass(int maxBatch) {
            y = Rows.allocate(maxBatch, in());
        }

        @Override
        public Rows forward(int batch, Rows x) {
            x.require("x", batch, in());
            rows(0, batch, x, y);
            return y;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx != null) BatchNormPass.scale(0, batch, pixels, 0, scales.length, scales, zeros, dy, dx);
        }
    }

    /** The scaling in a model. */
    private record Frozen(FixedScaling layer) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            layer.rows(fromRow, toRow, x, y);
        }

        @Override
        public long bytes() {
            return 2L * layer.scales.length * Float.BYTES;
        }

        @Override
        public long work() {
            return layer.in();
        }
    }
}
