package dev.nn.simd.warmup;

import dev.nn.kernel.Rows;
import dev.nn.simd.function.NarrowSoftmax;
import dev.nn.simd.function.SimdSoftmax;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;

/** The warm-up of softmax cross-entropy, with the first and the last class as label, certain and uncertain. */
public final class SoftmaxWarmUp {
    /** A whole block of {@link NarrowSoftmax} and a part of one. */
    private static final int BATCH = NarrowSoftmax.ROWS + 4;

    /** A logit beside which all others are negligible. */
    private static final float CERTAIN = 100;

    private SoftmaxWarmUp() {}

    private record Key(int classes) {}

    public static void run(int classes) {
        Rows z = Rows.allocate(BATCH, classes), dz = Rows.allocate(BATCH, classes), labels = Rows.allocate(BATCH, 1);
        for (int r = 0; r < BATCH; r++) {
            int label = r % 2 == 0 ? 0 : classes - 1;
            labels.data()[labels.index(r, 0)] = label;
            if (r < BATCH / 2) z.data()[z.index(r, label)] = CERTAIN;
        }
        float[] scratch = new float[SimdSoftmax.SCRATCH];
        WarmUp.once(
                new Key(classes),
                () -> SimdSoftmax.crossEntropy(0, BATCH, classes, z, labels, 1f, dz, scratch),
                Family.LOSS,
                SimdSoftmax.kernel(classes));
    }
}
