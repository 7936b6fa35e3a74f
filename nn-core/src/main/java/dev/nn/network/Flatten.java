package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The border behind which the values of an image are just values. It changes nothing, for an image is a row already; it
 * says what order the inputs of the next dense layer have, because files of other libraries have another: they put
 * channels first.
 *
 * @param image what comes in
 */
public record Flatten(ImageShape image) implements ParameterFree {
    @Override
    public int in() {
        return image.size();
    }

    @Override
    public int out() {
        return image.size();
    }

    @Override
    public String describe() {
        return "flatten %s→%d".formatted(image, out());
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        return x.clone();
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass();
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of();
    }

    /** Rows handed on. */
    private final class Pass implements NestedPass {
        @Override
        public Rows forward(int batch, Rows x) {
            x.require("x", batch, in());
            return x;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx == null) return;
            for (int r = 0; r < batch; r++) {
                System.arraycopy(dy.data(), dy.index(r, 0), dx.data(), dx.index(r, 0), in());
            }
        }
    }
}
