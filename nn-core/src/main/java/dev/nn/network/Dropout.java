package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
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
 * @param units how many of a row's values are drawn for: all of them, or, in spatial dropout, one for each channel of an
 *     image, whose values in all pixels have the same fate
 */
public record Dropout(int in, double rate, int units) implements ParameterFree {
    /** Units whose fate is drawn together. */
    private static final int BLOCK = 512;

    /** 0, 1, 2, …: C2 makes no vectors of the loop's own counter. */
    private static final long[] PLACES = new long[BLOCK];

    static {
        for (int i = 0; i < BLOCK; i++) PLACES[i] = i;
    }

    public Dropout {
        checkRate(rate);
    }

    /** Dropout of single values. */
    public Dropout(int in, double rate) {
        this(in, rate, in);
    }

    /** Whether whole channels of images are dropped: Tompson, Goroshin, Jain, LeCun, Bregler, CVPR 2015. */
    public boolean isSpatial() {
        return units < in;
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
        return (isSpatial() ? "spatial dropout " : "dropout ") + rate;
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        return x.clone();
    }

    @Override
    public Layer inUse() {
        return new Dropout(in, 0, units);
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
    private final class Pass implements NestedPass {
        private final int maxBatch;
        private final Rows y;
        private final long[] kept;
        private long seed;

        Pass(int maxBatch) {
            this.maxBatch = maxBatch;
            this.kept = new long[Math.min(BLOCK, units)];
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
            for (int r = 0; r < batch; r++) {
                for (int unit = 0; unit < units; unit += BLOCK) {
                    int n = Math.min(BLOCK, units - unit);
                    draw(seed + (long) r * units + unit, n);
                    for (int j = unit; j < in; j += units) {
                        apply(n, scale, from.data(), from.index(r, j), to.data(), to.index(r, j));
                    }
                }
            }
        }

        /** All bits of a unit that is kept, none of one that is dropped; C2 makes vectors of it. */
        private void draw(long counter, int n) {
            long last = (long) (rate * 0x1p32) - 1;
            long[] bits = kept, places = PLACES;
            for (int j = 0; j < n; j++) {
                bits[j] = (last - (mix(counter + places[j]) >>> 32)) >> 63;
            }
        }

        /** Without a branch, which nobody could predict. */
        private void apply(int n, float scale, float[] from, int f, float[] to, int t) {
            long[] bits = kept;
            for (int j = 0; j < n; j++) {
                to[t + j] = Float.intBitsToFloat(Float.floatToRawIntBits(from[f + j] * scale) & (int) bits[j]);
            }
        }
    }

    /** A well-mixed hash of a counter: SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
     * generators. OOPSLA 2014, figure 16). */
    static long mix(long counter) {
        long z = counter * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
