package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import dev.nn.loss.BinaryCrossEntropy;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary cross-entropy against its definition in double precision. */
@Tag("width")
class SimdBinaryCrossEntropyTest {
    private static final BinaryCrossEntropy DEFINITION = new BinaryCrossEntropy();
    private static final float GUARD = -12345.678f;

    private final float[] scratch = new float[SimdBinaryCrossEntropy.SCRATCH];

    SimdBinaryCrossEntropyTest() {
        Arrays.fill(scratch, Float.NaN);
    }

    private static Rows guarded(int rows, int columns) {
        Rows result = new Rows(new float[5 + rows * (columns + 3)], 5, columns + 3);
        Arrays.fill(result.data(), GUARD);
        return result;
    }

    private double run(int batch, int outputs, Rows z, Rows target, float scale, Rows dz) {
        return SimdBinaryCrossEntropy.evaluate(batch, outputs, z, target, scale, dz, scratch);
    }

    /** Logits of all sizes; targets 0, 1 or between. */
    @ParameterizedTest
    @CsvSource({"1,1", "1,7", "100,1", "300,3", "17,16", "5,255", "3,256", "2,700", "40,33"})
    void itAgreesWithItsDefinition(int batch, int outputs) {
        Random random = new Random(batch);
        Rows z = guarded(batch, outputs), target = guarded(batch, outputs), dz = guarded(batch, outputs);
        float scale = 0.3f / batch;
        double expected = 0;
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < outputs; j++) {
                float zj = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(4) - 1));
                float tj = random.nextInt(3) == 0 ? random.nextFloat() : random.nextInt(2);
                z.data()[z.index(r, j)] = zj;
                target.data()[target.index(r, j)] = tj;
                expected += DEFINITION.value(zj, tj);
            }
        }
        float[] before = dz.data().clone();
        double loss = run(batch, outputs, z, target, scale, dz);
        assertThat(loss).isCloseTo(expected, within(expected * 2e-7));
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < outputs; j++) {
                float zj = z.data()[z.index(r, j)], tj = target.data()[target.index(r, j)];
                double exact = slope(zj, tj);
                // Between 0 and 1 the difference of probability and target has the error of its terms.
                double error = tj == 0 || tj == 1 ? 4e-7 * Math.abs(exact) + 1.1e-14 : 2e-7;
                assertThat((double) dz.data()[dz.index(r, j)])
                        .as("z %s, t %s", zj, tj)
                        .isCloseTo(scale * exact, within(scale * error));
                before[dz.index(r, j)] = dz.data()[dz.index(r, j)];
            }
        }
        assertThat(dz.data()).isEqualTo(before);
        float[] apart = dz.data().clone();
        assertThat(run(batch, outputs, z, target, scale, z)).isEqualTo(loss);
        assertThat(z.data()).isEqualTo(apart);
    }

    /** σ(z) − t without cancellation for t = 1. */
    private static double slope(double z, double t) {
        return t == 1 ? -1 / (1 + Math.exp(z)) : 1 / (1 + Math.exp(-z)) - t;
    }

    @Test
    void extremesHaveTheirLimits() {
        float[] logits = {1e30f, -1e30f, 1e30f, -1e30f, Float.NaN, 0, -0f, 1e-40f, 90, -90, 40, -40};
        float[] targets = {1, 0, 0, 1, 0, 0.5f, 0.5f, 0.5f, 1, 0, 1, 0};
        Rows dz = Rows.allocate(1, logits.length);
        for (int j = 0; j < logits.length; j++) {
            Rows z = new Rows(logits, j, 1), target = new Rows(targets, j, 1);
            double loss = run(1, 1, z, target, 1, dz);
            double expected = DEFINITION.value(logits[j], targets[j]);
            if (Double.isNaN(expected)) assertThat(loss).isNaN();
            else assertThat(loss).isCloseTo(expected, within(expected * 1e-7 + Float.MIN_VALUE));
            float gradient = dz.data()[0];
            if (Float.isNaN(logits[j])) assertThat(gradient).isNaN();
            else assertThat((double) gradient).isCloseTo(DEFINITION.slope(logits[j], targets[j]), within(1e-14));
        }
    }

    @Test
    void noRowsAreNoLoss() {
        assertThat(run(0, 3, guarded(1, 3), guarded(1, 3), 1, guarded(1, 3))).isZero();
    }
}
