package dev.nn.simd.warmup;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.FrozenFloats;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.Epilogues;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.StandIn;
import dev.nn.simd.product.StandIns;

/**
 * The warm-up of predictions by one layer, for every batch up to a largest one: a stand-in for the layer meets the
 * register tiles of every height, and every loop over several tiles and blocks of rows.
 */
public final class PredictWarmUp {
    /** Batches that between them meet everything: each height of a tile, several tiles, several blocks of edge rows. */
    private static final int[] BATCHES = {1, 2, 3, 4, 5, 6, 7, 8, 2 * Blocking.EDGE_ROWS + 3, 5 * Blocking.EDGE_ROWS + 7
    };

    private PredictWarmUp() {}

    /** Two layers with equal keys use the same compiled code. */
    private record Key(int batches, StandIn row, Activation activation, Precision precision) {}

    public static void run(DenseKernels kernels, Operation.Prediction prediction) {
        FrozenAffine parameters = prediction.parameters();
        Activation activation = prediction.activation();
        WeightLayout layout = kernels.weightLayout(parameters.in(), parameters.out());
        // For a single row, which meets all that batches meet and more.
        StandIn row = StandIns.forward(1, layout);
        int batches = 0;
        while (batches < BATCHES.length && BATCHES[batches] <= prediction.maxBatch()) batches++;
        Key key = new Key(batches, row, activation, parameters.precision());
        if (WarmUp.isDone(key)) return;
        Job job = new Job(kernels, batches, row, activation, parameters.precision());
        WarmUp.once(key, job::predict, job::judge);
    }

    /** Predictions of several batches by a stand-in, on zeros. */
    private static final class Job {
        private final DenseKernels kernels;
        private final int batches;
        private final Activation activation;
        private final FrozenAffine stand;
        private final Rows x;
        private final Rows y;
        private final Workspace workspace;

        Job(DenseKernels kernels, int batches, StandIn row, Activation activation, Precision precision) {
            this.kernels = kernels;
            this.batches = batches;
            this.activation = activation;
            this.stand = kernels.freeze(Affine.allocate(kernels.weightLayout(row.in(), row.out())), precision);
            int largest = BATCHES[batches - 1];
            this.x = Rows.allocate(largest, row.in());
            this.y = Rows.allocate(largest, row.out());
            int floats = kernels.scratch(new Operation.Prediction(largest, stand, activation));
            this.workspace = new Workspace().reserve(floats);
        }

        void predict() {
            predict(activation);
        }

        private void predict(Activation activation) {
            for (int b = 0; b < batches; b++) kernels.predict(0, BATCHES[b], x, stand, activation, y, workspace);
        }

        /** Finds out whether it is the product that isn't compiled, or the activation. */
        void judge() {
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
