package dev.nn.simd.chain;

import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.simd.jvm.AllocatedBytes;
import dev.nn.simd.product.ChainShape;
import java.util.Objects;
import java.util.Random;

/** A program that unrolls some networks and fails if a class isn't compiled, or allocates once it is. */
final class RowClassExercise {
    /** What it says in the end. */
    static final String DONE = "no class allocates";

    private RowClassExercise() {}

    public static void main(String[] arguments) {
        RowClassTest networks = new RowClassTest();
        Random random = new Random(7);
        for (int[] widths : new int[][] {{6, 12, 12, 6}, {16, 32, 1}, {48, 16}, {16, 16, 16, 16}}) {
            Operation.RowPrediction network = networks.network(random, Precision.F32, widths);
            // At 128 bits a vector holds so little that these are long.
            if (!RowLayer.isShort(network)) continue;
            for (Operation.Prediction layer : network.layers()) networks.kernels.prepare(layer);
            RowUnrolling unrolling = new RowUnrolling(network);
            unrolling.run();
            UnrolledRow row = Objects.requireNonNull(unrolling.done(), network::toString);
            float[] x = new float[64], y = new float[64], scratch = new float[ChainShape.scratch(network)];
            for (int i = 0; i < 5_000; i++) row.predict(x, 0, y, 0, scratch);
            long before = AllocatedBytes.now();
            for (int i = 0; i < 10_000; i++) row.predict(x, 0, y, 0, scratch);
            long allocated = AllocatedBytes.now() - before;
            if (allocated >= 10_000) throw new IllegalStateException(allocated + " bytes: " + network);
        }
        System.out.println(DONE);
    }
}
