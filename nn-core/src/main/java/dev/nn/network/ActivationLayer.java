package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.activation.Relu;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An activation by itself: y = act(x), behind layers that have none of their own, such as batch normalisation. Dense
 * layers and convolutions compute theirs while the sums are in registers.
 *
 * @param in values per row
 */
public record ActivationLayer(int in, Activation activation) implements ParameterFree {
    @Override
    public int out() {
        return in;
    }

    @Override
    public String describe() {
        return activation.name();
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[in];
        for (int j = 0; j < in; j++) y[j] = activation.apply(x[j]);
        return y;
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(maxBatch, team);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(new Frozen(this));
    }

    private void rows(int fromRow, int toRow, Rows x, Rows y) {
        boolean relu = activation instanceof Relu;
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            if (relu) relu(x.data(), xr, y.data(), yr, in);
            else for (int j = 0; j < in; j++) y.data()[yr + j] = (float) activation.apply(x.data()[xr + j]);
        }
    }

    /** By itself, for the compiler to vectorise. */
    private static void relu(float[] x, int xi, float[] y, int yi, int n) {
        for (int j = 0; j < n; j++) y[yi + j] = Math.max(x[xi + j], 0f);
    }

    /** An activation at work on batches, cut by rows. */
    private final class Pass implements NestedPass {
        private final Team team;
        private final Rows y;
        private int batch;
        private Rows x;
        private Rows dy;
        private Rows dx;
        private final Team.Operation forward = this::forwardPart;
        private final Team.Operation backward = this::backwardPart;

        Pass(int maxBatch, Team team) {
            this.team = team;
            this.y = Rows.allocate(maxBatch, in);
            this.x = y;
            this.dy = y;
            this.dx = y;
        }

        @Override
        public Rows forward(int rows, Rows input) {
            input.require("x", rows, in);
            batch = rows;
            x = input;
            team.run(forward, (long) rows * in);
            return y;
        }

        @Override
        public void backward(
                int rows, Rows input, Rows outputGradient, @Nullable Rows inputGradient, @Nullable OptimizerState u) {
            if (inputGradient == null) return;
            batch = rows;
            x = input;
            dy = outputGradient;
            dx = inputGradient;
            team.run(backward, (long) rows * in);
        }

        private void forwardPart(int part, int parts) {
            rows(Team.cut(batch, part, parts), Team.cut(batch, part + 1, parts), x, y);
        }

        private void backwardPart(int part, int parts) {
            Rows saved = activation.saved() == Saved.INPUT ? x : y;
            boolean relu = activation instanceof Relu;
            for (int r = Team.cut(batch, part, parts); r < Team.cut(batch, part + 1, parts); r++) {
                int s = saved.index(r, 0), dyr = dy.index(r, 0), dxr = dx.index(r, 0);
                for (int j = 0; j < in; j++) {
                    float value = saved.data()[s + j];
                    float slope = relu ? (value > 0 ? 1f : 0f) : (float) activation.derivativeFromSaved(value);
                    dx.data()[dxr + j] = dy.data()[dyr + j] * slope;
                }
            }
        }
    }

    /** An activation in a model. */
    private record Frozen(ActivationLayer layer) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            layer.rows(fromRow, toRow, x, y);
        }

        @Override
        public long work() {
            return layer.in();
        }
    }
}
