package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where a value stands, how long its row is and what is aliased doesn't change a bit; nothing is written outside. */
@Tag("width")
class ActivationEpiloguesTest {
    /** Longest row tried: remainders of all sizes after several vectors of all widths. */
    private static final int LENGTH = 67;

    private static final int SCRATCH_START = 3;
    private static final float GUARD = -12345.678f;

    private final float[] values = values(1);
    private final float[] gradients = values(2);
    private final float[] sums = values(3);
    private final float[] scratch = new float[SCRATCH_START + ActivationEpilogues.SCRATCH + 1];

    /** Around 0, where the functions are curved, with some special ones. */
    private static float[] values(long seed) {
        Random random = new Random(seed);
        float[] values = new float[LENGTH];
        for (int j = 0; j < LENGTH; j++) values[j] = (float) (random.nextGaussian() * 3);
        float[] special = {
            0, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e-40f, -1e30f, 100, -100
        };
        for (float value : special) values[random.nextInt(LENGTH)] = value;
        return values;
    }

    private static float[] guarded(int n, int offset) {
        float[] array = new float[n + 2 * offset + 1];
        Arrays.fill(array, GUARD);
        return array;
    }

    private static float[] guarded(float[] source, int from, int n, int offset) {
        float[] array = guarded(n, offset);
        System.arraycopy(source, from, array, offset, n);
        return array;
    }

    /** The guards are intact, and what is between has the bits of {@code expected} from {@code from} on. */
    private static void check(String what, float[] array, int offset, int n, float[] expected, int from) {
        for (int j = 0; j < array.length; j++) {
            boolean inside = j >= offset && j < offset + n;
            float wanted = inside ? expected[from + j - offset] : GUARD;
            if (Float.compare(array[j], wanted) == 0) continue;
            assertThat(array[j]).as("%s: [%d] of %d at %d", what, j, n, offset).isEqualTo(wanted);
        }
    }

    /** What scratch memory holds beforehand must not matter, and only what was promised is used. */
    private void dirtyScratch() {
        Arrays.fill(scratch, Float.NaN);
        scratch[0] = GUARD;
        scratch[scratch.length - 1] = GUARD;
    }

    private void checkScratch() {
        assertThat(scratch[0]).isEqualTo(GUARD);
        assertThat(scratch[scratch.length - 1]).isEqualTo(GUARD);
    }

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void aValueHasTheSameBitsEverywhere(Activation activation) {
        float[] expected = new float[LENGTH];
        for (int j = 0; j < LENGTH; j++) {
            ActivationEpilogues.forward(activation, values, j, expected, j, 1, scratch, SCRATCH_START);
        }
        for (int n = 0; n <= LENGTH; n++) {
            for (int offset : new int[] {0, 1, 5, 16, 17}) {
                int from = (LENGTH - n) / 2;
                String what = activation.name();
                dirtyScratch();
                float[] z = guarded(values, from, n, offset), y = guarded(n, offset);
                ActivationEpilogues.forward(activation, z, offset, y, offset, n, scratch, SCRATCH_START);
                check(what, y, offset, n, expected, from);
                check(what + ", z", z, offset, n, values, from);
                ActivationEpilogues.forward(activation, z, offset, z, offset, n, scratch, SCRATCH_START);
                check(what + " in place", z, offset, n, expected, from);
                checkScratch();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nn.simd.function.ActivationSweep#activations")
    void aGradientHasTheSameBitsEverywhere(Activation activation) {
        float[] dz = new float[LENGTH], db = sums.clone();
        for (int j = 0; j < LENGTH; j++) {
            GradientFrame frame = new GradientFrame().dy(gradients, j).saved(values, j);
            ActivationEpilogues.backward(activation, frame.dz(dz, j).db(db, j).length(1), scratch, SCRATCH_START);
        }
        float[] added = sums.clone();
        for (int j = 0; j < LENGTH; j++) added[j] += dz[j];
        assertThat(db).isEqualTo(added);
        for (int n = 0; n <= LENGTH; n++) {
            for (int offset : new int[] {0, 1, 5, 16, 17}) {
                int from = (LENGTH - n) / 2;
                String what = activation.name();
                dirtyScratch();
                float[] saved = guarded(values, from, n, offset), dy = guarded(gradients, from, n, offset);
                float[] actual = guarded(n, offset), sum = guarded(sums, from, n, offset);
                GradientFrame frame = new GradientFrame().dy(dy, offset).saved(saved, offset);
                ActivationEpilogues.backward(
                        activation, frame.dz(actual, offset).db(sum, offset).length(n), scratch, SCRATCH_START);
                check(what + ", dz", actual, offset, n, dz, from);
                check(what + ", db", sum, offset, n, db, from);
                check(what + ", dy", dy, offset, n, gradients, from);
                check(what + ", saved", saved, offset, n, values, from);
                sum = guarded(sums, from, n, offset);
                frame.dy(dy, offset)
                        .saved(saved, offset)
                        .dz(dy, offset)
                        .db(sum, offset)
                        .length(n);
                ActivationEpilogues.backward(activation, frame, scratch, SCRATCH_START);
                check(what + ", dz over dy", dy, offset, n, dz, from);
                check(what + ", db with dz over dy", sum, offset, n, db, from);
                checkScratch();
            }
        }
    }
}
