package dev.nn.simd.warmup;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.FrozenFloats;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.Epilogues;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.Blocking;

/**
 * The warm-up of predictions by one layer, for every batch up to a largest one: a stand-in for the layer meets the
 * register tiles of every height, and every loop over several tiles and blocks of rows.
 */
public final class PredictWarmUp {
    /** Batches that between them meet everything: each height of a tile, several tiles, several blocks of edge rows. */
    private static final int[] BATCHES = {1, 2, 3, 4, 5, 6, 7, 8, 2 * Blocking.EDGE_ROWS + 3, 5 * Blocking.EDGE_ROWS + 7
    };

    /** Terms of the sums; any number will do that is not so short that narrow layers treat it specially. */
    private static final int TERMS = 32;

    private PredictWarmUp() {}

    /** Two layers with equal keys use the same compiled code. */
    private record Key(int batches, int in, int out, Activation activation, Precision precision) {}

    public static void run(DenseKernels kernels, int maxBatch, FrozenAffine parameters, Activation activation) {
        int in = parameters.in(), out = parameters.out();
        if (out > Blocking.NARROW) {
            // A single row takes panels in pairs; then there may be a whole panel, and an edge.
            int pair = 2 * Blocking.NR;
            if (out > 2 * pair) out = pair + out % pair;
            in = Math.min(in, TERMS);
        } else if (in > TERMS) {
            in = TERMS + in % Blocking.LINE;
        }
        int batches = 0;
        while (batches < BATCHES.length && BATCHES[batches] <= maxBatch) batches++;
        int most = batches, inputs = in, outputs = out;
        Key key = new Key(most, inputs, outputs, activation, parameters.precision());
        if (WarmUp.isDone(key)) return;
        Job job = new Job(kernels, most, inputs, outputs, parameters.precision());
        WarmUp.once(key, () -> job.predict(activation), () -> job.judge(activation));
    }

    /** Predictions of several batches by a stand-in, on zeros. */
    private static final class Job {
        private final DenseKernels kernels;
        private final int batches;
        private final FrozenAffine stand;
        private final Rows x;
        private final Rows y;
        private final Workspace workspace;

        Job(DenseKernels kernels, int batches, int in, int out, Precision precision) {
            this.kernels = kernels;
            this.batches = batches;
            this.stand = kernels.freeze(Affine.allocate(kernels.weightLayout(in, out)), precision);
            int largest = BATCHES[batches - 1];
            this.x = Rows.allocate(largest, in);
            this.y = Rows.allocate(largest, out);
            this.workspace = new Workspace().reserve(kernels.predictScratch(largest, stand));
        }

        void predict(Activation activation) {
            for (int b = 0; b < batches; b++) kernels.predict(0, BATCHES[b], x, stand, activation, y, workspace);
        }

        /** Finds out whether it is the product that isn't compiled, or the activation. */
        void judge(Activation activation) {
            Object kind = stand instanceof FrozenFloats floats
                    ? floats.affine().layout().getClass()
                    : stand.getClass();
            WarmUp.judge(() -> predict(LayerWarmUp.inTheProduct(activation)), Family.FORWARD, kind);
            WarmUp.judge(
                    () -> Epilogues.forward(
                            0, BATCHES[batches - 1], activation, stand.out(), y, y, workspace.scratch()),
                    Family.ACTIVATION,
                    activation.getClass());
        }
    }
}
