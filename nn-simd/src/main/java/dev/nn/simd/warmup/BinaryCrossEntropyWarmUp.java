package dev.nn.simd.warmup;

import dev.nn.kernel.Rows;
import dev.nn.simd.function.SimdBinaryCrossEntropy;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;

/** The warm-up of binary cross-entropy; its loops don't depend on the shape. */
public final class BinaryCrossEntropyWarmUp {
    private static final int BATCH = 4;
    private static final int OUTPUTS = 20;

    private BinaryCrossEntropyWarmUp() {}

    public static void run() {
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
