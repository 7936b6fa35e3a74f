package dev.nn.simd.chain;

import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.RowPredictor;
import dev.nn.kernel.Workspace;
import dev.nn.simd.jvm.AllocatedBytes;
import dev.nn.simd.product.ChainShape;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;

/**
 * A program that predicts with small networks, row by row, and fails if one has other bits than its layers, allocates, or
 * has no class of its own though it is short enough.
 */
final class RowClassExercise {
    /** What it says in the end. */
    static final String DONE = "no class allocates";

    /** The argument for {@link OtherVectors} before. */
    static final String AFTER_OTHERS = "after-others";

    private static final int[][] NETWORKS = {
        {6, 12, 12, 6}, {2, 16, 2}, {16, 32, 1}, {48, 16}, {16, 16, 16, 16}, {23, 64, 32, 5}, {50, 64, 32, 1}
    };

    private static final int ROWS = 50, CALLS = 10_000;

    private RowClassExercise() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(AFTER_OTHERS)) OtherVectors.run();
        RowClassTest networks = new RowClassTest();
        Random random = new Random(7);
        for (int[] widths : NETWORKS) {
            Operation.RowPrediction network = networks.network(random, Precision.F32, widths);
            for (Operation.Prediction layer : network.layers()) networks.kernels.prepare(layer);
            networks.kernels.prepare(network);
            exercise(networks, network, way(network, networks));
        }
        System.out.println(DONE);
    }

    /** How one row is predicted. */
    private interface Way {
        void predict(float[] x, float[] y);
    }

    /** At 128 bits a vector holds so little that more networks are long. */
    private static Way way(Operation.RowPrediction network, RowClassTest networks) {
        Workspace workspace = new Workspace().reserve(ChainShape.scratch(network));
        if (!RowLayer.isShort(network)) {
            RowPredictor chain = Objects.requireNonNull(networks.kernels.rowPredictor(network));
            return (x, y) -> chain.predict(x, 0, y, 0, workspace);
        }
        RowUnrolling unrolling = new RowUnrolling(network);
        unrolling.run();
        UnrolledRow row = Objects.requireNonNull(unrolling.done(), () -> "no class for " + network);
        return (x, y) -> row.predict(x, 0, y, 0, workspace.scratch());
    }

    private static void exercise(RowClassTest networks, Operation.RowPrediction network, Way way) {
        int in = network.layers().getFirst().parameters().in();
        int out = network.layers().getLast().parameters().out();
        float[] x = new float[in], y = new float[out];
        Random random = new Random(in);
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < in; i++) x[i] = (float) random.nextGaussian();
            way.predict(x, y);
            if (!Arrays.equals(y, networks.layerByLayer(network, x))) {
                throw new IllegalStateException("other bits: " + network);
            }
        }
        for (int i = 0; i < CALLS; i++) way.predict(x, y);
        long before = AllocatedBytes.now();
        for (int i = 0; i < CALLS; i++) way.predict(x, y);
        long allocated = AllocatedBytes.now() - before;
        if (allocated >= CALLS) throw new IllegalStateException(allocated + " bytes: " + network);
    }
}
