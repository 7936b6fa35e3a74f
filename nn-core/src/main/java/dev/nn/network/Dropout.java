package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Dropout: in training each value is set to zero with probability {@code rate} and the others are divided by
 * 1 − {@code rate}, so that the expectation stays; in use it changes nothing.
 *
 * <p>Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov: Dropout: a simple way to prevent neural networks from
 * overfitting. JMLR 15, 2014 (here in its "inverted" form).
 *
 * @param in values per row
 * @param rate share of values that are dropped, in [0, 1)
 */
public record Dropout(int in, double rate) implements Layer {
    public Dropout {
        checkRate(rate);
    }

    static void checkRate(double rate) {
        if (!(rate >= 0 && rate < 1)) throw new IllegalArgumentException("dropout rate must be in [0, 1), was " + rate);
    }

    @Override
    public int out() {
        return in;
    }

    @Override
    public String describe() {
        return "dropout " + rate;
    }

    @Override
    public int parameterCount() {
        return 0;
    }

    @Override
    public int parameterIndex(int i) {
        throw new IndexOutOfBoundsException("dropout has no parameters");
    }

    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {}

    @Override
    public double[] apply(double[] x, double[] parameters) {
        return x.clone();
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of();
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(0);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch);
    }

    /** Dropout at work; the mask is not stored but computed again from its seed. */
    private final class Pass implements LayerPass {
        private final int maxBatch;
        private final Rows y;
        private long seed;

        Pass(int maxBatch) {
            this.maxBatch = maxBatch;
            this.y = Rows.allocate(maxBatch, in);
        }

        @Override
        public Rows forward(int batch, Rows x) {
            return x;
        }

        @Override
        public Rows forwardTraining(int batch, Rows x, long noise) {
            if (batch < 0 || batch > maxBatch) {
                throw new IllegalArgumentException("batch must be from 0 to " + maxBatch + ", was " + batch);
            }
            x.require("x", batch, in);
            // Mixed, because steps have consecutive noise: their masks would be one mask, moved by a place.
            seed = mix(noise);
            mask(batch, x, y);
            return y;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx != null) mask(batch, dy, dx);
        }

        private void mask(int batch, Rows from, Rows to) {
            float scale = (float) (1 / (1 - rate));
            long threshold = (long) (rate * 0x1p32);
            for (int r = 0; r < batch; r++) {
                int f = from.index(r, 0), t = to.index(r, 0);
                for (int j = 0; j < in; j++) {
                    boolean kept = (mix(seed + (long) r * in + j) >>> 32) >= threshold;
                    to.data()[t + j] = kept ? from.data()[f + j] * scale : 0f;
                }
            }
        }

        /** A well-mixed hash of a counter: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
         * generators. OOPSLA 2014, figure 16). */
        private static long mix(long counter) {
            long z = counter * 0x9e3779b97f4a7c15L;
            z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
            z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
            return z ^ (z >>> 31);
        }
    }
}
