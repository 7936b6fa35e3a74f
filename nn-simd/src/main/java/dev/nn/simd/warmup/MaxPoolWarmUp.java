package dev.nn.simd.warmup;

import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Rows;
import dev.nn.simd.function.MaxPooling;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.jvm.WarmUp;

/** The warm-up of max pooling: two windows of two pixels, with the channels left over that the layer has. */
public final class MaxPoolWarmUp {
    private MaxPoolWarmUp() {}

    /** Channels that take the same ways through the code. */
    private record Channels(int representative) {}

    public static void run(int channels) {
        if (channels < MaxPooling.LEAST) return;
        int n = channels < 2 * VectorShape.LANES ? channels : VectorShape.LANES + channels % VectorShape.LANES;
        PoolWindows windows = new PoolWindows(n, 3, new int[] {2, 4}, new int[] {0, n, n, 2 * n});
        Rows x = Rows.of(new float[3 * n], 3 * n), dx = Rows.of(new float[3 * n], 3 * n);
        Rows y = Rows.of(new float[2 * n], 2 * n);
        for (int i = 0; i < 3 * n; i++) x.data()[i] = i % 2;
        WarmUp.once(
                new Channels(n),
                () -> {
                    MaxPooling.values(0, 1, x, windows, y);
                    MaxPooling.gradient(0, 1, y, x, windows, dx);
                },
                Family.POOLING,
                MaxPooling.class);
    }
}
