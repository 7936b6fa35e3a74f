package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.kernel.Rows;
import dev.nn.simd.jvm.AllocatedBytes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * After all activations have run, in any order and on rows of any length, no call allocates: C2 has compiled every loop,
 * and no vector in it is an object.
 */
@Tag("width")
class ActivationAllocationTest {
    private static final int[] LENGTHS = {1, 7, 10, 16, 33, 64, 100, 256, 784, 1024};
    private static final int LONGEST = 1024;
    private static final int CALLS = 200;

    /** C2 compiles in the background, on a core that may be busy. */
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final float[] z = new float[LONGEST];
    private final float[] y = new float[LONGEST];
    private final float[] dy = new float[LONGEST];
    private final float[] dz = new float[LONGEST];
    private final float[] db = new float[LONGEST];
    private final float[] scratch = new float[Math.max(ActivationEpilogues.SCRATCH, SimdSoftmax.SCRATCH)];
    private final GradientFrame frame = new GradientFrame();
    private final Rows logits = Rows.of(z, LONGEST);
    private final Rows label = Rows.of(new float[1], 1);
    private final Rows gradient = Rows.of(dz, LONGEST);
    private double loss;

    private void call(Activation activation, int n) {
        ActivationEpilogues.forward(activation, z, 0, y, 0, n, scratch, 0);
        frame.dy(dy, 0).saved(z, 0).dz(dz, 0).db(db, 0).length(n);
        ActivationEpilogues.backward(activation, frame, scratch, 0);
        loss += SimdSoftmax.crossEntropy(0, 1, n, logits, label, 1f, gradient, scratch);
    }

    private long allocated(Activation activation, int n) {
        long before = AllocatedBytes.now();
        for (int i = 0; i < CALLS; i++) call(activation, n);
        return AllocatedBytes.now() - before;
    }

    @Test
    void noCallAllocates() {
        List<Activation> activations = ActivationSweep.activations().toList();
        Random random = new Random(1);
        for (int j = 0; j < LONGEST; j++) z[j] = (float) (random.nextGaussian() * 2);
        for (int j = 0; j < LONGEST; j++) dy[j] = (float) random.nextGaussian();
        for (int i = 0; i < 30_000; i++) {
            call(activations.get(random.nextInt(activations.size())), LENGTHS[random.nextInt(LENGTHS.length)]);
        }
        long start = System.nanoTime();
        for (Activation activation : activations) {
            for (int n : LENGTHS) {
                long bytes;
                do bytes = allocated(activation, n);
                while (bytes != 0 && System.nanoTime() - start < PATIENCE_NANOS);
                assertThat(bytes)
                        .as("bytes allocated by %s on %d values", activation, n)
                        .isZero();
            }
        }
        assertThat(loss).isFinite();
    }

    /** The canary: that allocations would be seen. */
    @Test
    void anAllocationIsSeen() {
        long before = AllocatedBytes.now();
        float[] array = new float[1000];
        long bytes = AllocatedBytes.now() - before;
        assertThat(array).hasSize(1000);
        assertThat(bytes).isGreaterThanOrEqualTo(4000);
    }
}
