package dev.nn.simd;

import dev.nn.kernel.Rows;
import dev.nn.simd.Uncompiled.Family;

/** The warm-up of binary cross-entropy; its loops don't depend on the shape. */
final class BinaryCrossEntropyWarmUp {
    private static final int BATCH = 4;
    private static final int OUTPUTS = 20;

    private BinaryCrossEntropyWarmUp() {}

    static void run() {
        Rows z = Rows.allocate(BATCH, OUTPUTS), target = Rows.allocate(BATCH, OUTPUTS);
        Rows dz = Rows.allocate(BATCH, OUTPUTS);
        float[] scratch = new float[SimdBinaryCrossEntropy.SCRATCH];
        Runnable work = () -> {
            SimdBinaryCrossEntropy.evaluate(BATCH, OUTPUTS, z, target, 1, dz, scratch);
            // Rows of one output are copied otherwise.
            SimdBinaryCrossEntropy.evaluate(BATCH, 1, z, target, 1, dz, scratch);
        };
        WarmUp.once(BinaryCrossEntropyWarmUp.class, work, Family.LOSS, SimdBinaryCrossEntropy.class);
    }
}
