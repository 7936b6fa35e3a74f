package dev.nn.simd.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nn.kernel.Rows;
import dev.nn.kernel.TrainingKernels;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax cross-entropy against its definition in double precision, and what it promises beyond. */
@Tag("width")
class SimdSoftmaxTest {
    private static final TrainingKernels DEFINITION = TrainingKernels.SCALAR;
    private static final int ROWS = 9;
    private static final float GUARD = -12345.678f;

    private final float[] scratch = dirty();

    /** Exactly as much scratch memory as is asked for, with anything in it. */
    private static float[] dirty() {
        float[] scratch = new float[SimdSoftmax.SCRATCH];
        Arrays.fill(scratch, Float.NaN);
        return scratch;
    }

    /** Rows at an odd place in an array full of guards. */
    private static Rows guarded(int columns) {
        Rows rows = new Rows(new float[5 + ROWS * (columns + 3) + 5], 5, columns + 3);
        Arrays.fill(rows.data(), GUARD);
        return rows;
    }

    private static Rows logits(int classes, double spread) {
        Random random = new Random(classes);
        Rows z = guarded(classes);
        for (int r = 0; r < ROWS; r++) {
            for (int j = 0; j < classes; j++) set(z, r, j, (float) (random.nextGaussian() * spread));
        }
        return z;
    }

    private static Rows labels(int classes) {
        Random random = new Random(classes);
        Rows labels = guarded(1);
        for (int r = 0; r < ROWS; r++) set(labels, r, 0, random.nextInt(classes));
        return labels;
    }

    private static float get(Rows rows, int r, int j) {
        return rows.data()[rows.index(r, j)];
    }

    private static void set(Rows rows, int r, int j, float value) {
        rows.data()[rows.index(r, j)] = value;
    }

    private double run(int from, int to, int classes, Rows z, Rows labels, float scale, Rows dz) {
        return SimdSoftmax.crossEntropy(from, to, classes, z, labels, scale, dz, scratch);
    }

    private static double define(int classes, Rows z, Rows labels, float scale, Rows dz) {
        return DEFINITION.softmaxCrossEntropy(0, ROWS, classes, z, labels, scale, dz, new Workspace());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 9, 10, 15, 16, 17, 31, 32, 33, 100, 1000})
    void itAgreesWithItsDefinition(int classes) {
        for (double spread : new double[] {0.01, 1, 5, 30, 1000}) {
            Rows z = logits(classes, spread), labels = labels(classes), dz = guarded(classes), exact = guarded(classes);
            double loss = run(0, ROWS, classes, z, labels, 0.125f, dz);
            double expected = define(classes, z, labels, 0.125f, exact);
            assertThat(loss).isCloseTo(expected, within(ROWS * 2e-7 * (1 + expected / ROWS)));
            for (int i = 0; i < dz.data().length; i++) {
                double error = 1e-5 * Math.abs(exact.data()[i]) + 0.125 * 1e-7;
                assertThat((double) dz.data()[i]).as("[%d]", i).isCloseTo(exact.data()[i], within(error));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 16, 37, 100})
    void dzMayBeZAndRowsMayBeDoneInPieces(int classes) {
        Rows z = logits(classes, 3), labels = labels(classes), dz = guarded(classes), pieces = guarded(classes);
        run(0, ROWS, classes, z, labels, 1f, dz);
        run(4, ROWS, classes, z, labels, 1f, pieces);
        run(0, 4, classes, z, labels, 1f, pieces);
        assertThat(pieces.data()).isEqualTo(dz.data());
        run(0, ROWS, classes, z, labels, 1f, z);
        assertThat(z.data()).isEqualTo(dz.data());
    }

    @Test
    void noRowsAreNoLoss() {
        assertThat(run(3, 3, 10, logits(10, 1), labels(10), 1f, guarded(10))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 16, 40})
    void hugeLogitsAreHarmless(int classes) {
        Rows z = guarded(classes), labels = guarded(1), dz = guarded(classes);
        for (int r = 0; r < ROWS; r++) {
            for (int j = 0; j < classes; j++) set(z, r, j, j == 0 ? 1000 : -1000);
            set(labels, r, 0, r % 2);
        }
        assertThat(run(0, 1, classes, z, labels, 1f, dz)).isZero();
        assertThat(get(dz, 0, 0)).isZero();
        assertThat(run(1, 2, classes, z, labels, 1f, dz)).isEqualTo(2000);
        assertThat(get(dz, 1, 0)).isEqualTo(1);
        assertThat(get(dz, 1, 1)).isEqualTo(-1);
    }

    /** Here 1 − p has no digit left in float. */
    @Test
    void aNearlyCertainLabelKeepsItsGradientAndLoss() {
        Rows z = guarded(10), labels = guarded(1), dz = guarded(10);
        for (int j = 0; j < 10; j++) set(z, 0, j, j == 3 ? 20 : 0);
        set(labels, 0, 0, 3);
        double others = 9 * Math.exp(-20);
        assertThat(run(0, 1, 10, z, labels, 1f, dz)).isCloseTo(Math.log1p(others), within(others * 1e-6));
        assertThat((double) get(dz, 0, 3)).isCloseTo(-others / (1 + others), within(others * 1e-6));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 16, 20, 100})
    void negligibleGradientsAreZero(int classes) {
        float scale = 1f / 128;
        Rows z = guarded(classes), labels = guarded(1), dz = guarded(classes);
        for (int j = 0; j < classes; j++) set(z, 0, j, -j * 45f / classes);
        set(labels, 0, 0, 0);
        run(0, 1, classes, z, labels, scale, dz);
        for (int j = 1; j < classes; j++) {
            float gradient = get(dz, 0, j);
            if (gradient != 0) assertThat(gradient).isGreaterThan(0.99e-14f * scale);
            else assertThat(j * 45f / classes).isGreaterThan(30);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 16, 17, 40})
    void nanAndPositiveInfinityMakeTheRowNaN(int classes) {
        for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            for (int j = 0; j < classes; j++) {
                Rows z = logits(classes, 1), dz = guarded(classes);
                set(z, 2, j, poison);
                assertThat(run(2, 3, classes, z, labels(classes), 1f, dz)).isNaN();
                for (int i = 0; i < classes; i++) assertThat(get(dz, 2, i)).isNaN();
                assertThat(run(3, 4, classes, z, labels(classes), 1f, dz)).isFinite();
            }
        }
    }

    @Test
    void negativeInfinityIsAnImpossibleClass() {
        Rows z = logits(10, 1), labels = guarded(1), dz = guarded(10);
        set(z, 0, 4, Float.NEGATIVE_INFINITY);
        set(labels, 0, 0, 5);
        assertThat(run(0, 1, 10, z, labels, 1f, dz)).isFinite();
        assertThat(get(dz, 0, 4)).isZero();
        set(labels, 0, 0, 4);
        assertThat(run(0, 1, 10, z, labels, 1f, dz)).isInfinite();
        assertThat(get(dz, 0, 4)).isEqualTo(-1);
    }
}
