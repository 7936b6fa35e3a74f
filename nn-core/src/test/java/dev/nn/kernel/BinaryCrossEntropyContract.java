package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Binary cross-entropy of logits with its gradient.
 *
 * <p>The bound. An output's loss is m + ln(1 + e^−|z|) with m = max(z, 0) − zt. In float the product, the difference and
 * the sum are each off by a factor up to 1 + u; a function good to an ulp by 1 + 2u, and an error of the exponential
 * grows no more in the logarithm, so that it is off by 1 + 4u. The gradient is (1 − t)·σ(z) − t·σ(−z). 1 − t is off by 1
 * + u, either σ by 1 + 4u (the exponential, the sum, the division), each product by 1 + u, the difference and the factor
 * by 1 + u: in all γ(8) of both terms' sizes, so that nothing is lost where t is 0 or 1 and one of them vanishes.
 */
interface BinaryCrossEntropyContract extends KernelContract {
    /** Gradients that small may be flushed to zero, so that no denormals arise; the definition itself is off by 10⁻¹⁶. */
    double NEGLIGIBLE_SLOPE = 1e-13;

    private double run(int batch, int outputs, Rows z, Rows target, float scale, Rows dz) {
        Workspace workspace = new Workspace().reserve(kernels().scratch(new Operation.BinaryCrossEntropy()));
        Guard.fill(workspace.scratch());
        return kernels().training().binaryCrossEntropy(batch, outputs, z, target, scale, dz, workspace);
    }

    private double run(GuardedRows z, GuardedRows target, float scale, GuardedRows dz) {
        return run(z.rows(), z.columns(), z.view(), target.view(), scale, dz.view());
    }

    /** Logits of every size, from those that hardly move the probability to those that leave no doubt. */
    private static GuardedRows logits(int batch, int outputs, Random random) {
        GuardedRows z = GuardedRows.blank(batch, outputs, random);
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < outputs; j++) {
                z.set(r, j, (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6) - 3)));
            }
        }
        return z;
    }

    /** As many zeros as ones, and as many between. */
    private static GuardedRows targets(int batch, int outputs, Random random) {
        GuardedRows target = GuardedRows.blank(batch, outputs, random);
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < outputs; j++) {
                int kind = random.nextInt(3);
                target.set(r, j, kind == 2 ? random.nextFloat() : kind);
            }
        }
        return target;
    }

    private static double probability(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static void assertWithinBounds(
            GuardedRows z, GuardedRows target, float scale, GuardedRows dz, double loss) {
        double expectedLoss = 0, allowedLoss = 0;
        for (int r = 0; r < z.rows(); r++) {
            for (int j = 0; j < z.columns(); j++) {
                double zj = z.get(r, j), t = target.get(r, j);
                double m = Math.max(zj, 0) - zj * t, log = Math.log1p(Math.exp(-Math.abs(zj)));
                expectedLoss += m + log;
                allowedLoss += Rounding.U * (Math.abs(zj * t) + m + (m + log) + 4 * log) + Float.MIN_NORMAL;
                double up = (1 - t) * probability(zj), down = t * probability(-zj);
                double allowed = scale * (Rounding.gamma(8) * (up + down) + NEGLIGIBLE_SLOPE);
                if (Math.abs(dz.get(r, j) - scale * (up - down)) <= allowed) continue;
                fail("dZ[%d][%d] for z %s, t %s is %s, expected %s ± %s"
                        .formatted(r, j, z.get(r, j), t, dz.get(r, j), scale * (up - down), allowed));
            }
        }
        assertThat(loss).as("loss of %d × %d", z.rows(), z.columns()).isCloseTo(expectedLoss, within(allowedLoss));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "1,17", "1,700", "2,128", "3,16", "5,51", "5,255", "7,33", "17,16", "64,4", "301,1"})
    default void binaryCrossEntropyIsWithinItsBound(int batch, int outputs) {
        Random random = new Random(1000L * batch + outputs);
        GuardedRows z = logits(batch, outputs, random), target = targets(batch, outputs, random);
        GuardedRows dz = GuardedRows.blank(batch, outputs, random), before = z.copy(), targetBefore = target.copy();
        float scale = 0.7f / batch;
        double loss = run(z, target, scale, dz);
        dz.assertWritten("dZ");
        z.assertSameBits("Z, only read", before);
        target.assertSameBits("the target, only read", targetBefore);
        assertWithinBounds(z, target, scale, dz, loss);
    }

    @ParameterizedTest
    @ValueSource(floats = {20, 80, 87.5f, 90, 104, 1000, 1e30f, Float.MAX_VALUE})
    default void largeLogitsCostTheirSizeOrNothing(float size) {
        for (float t : new float[] {0, 0.25f, 1}) {
            for (float z : new float[] {size, -size}) {
                GuardedRows logits = logits(3, 5, new Random(1)), target = targets(3, 5, new Random(2));
                logits.set(1, 2, z);
                target.set(1, 2, t);
                GuardedRows dz = logits.copy();
                double loss = run(logits, target, 1f, dz);
                assertWithinBounds(logits, target, 1f, dz, loss);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"5,1", "6,3", "7,16", "8,33", "9,64", "5,300"})
    default void binaryCrossEntropyMayWriteDzOverZAndWorkInPieces(int batch, int outputs) {
        Random random = new Random(batch);
        GuardedRows z = logits(batch, outputs, random), target = targets(batch, outputs, random);
        GuardedRows dz = z.copy(), over = z.copy(), pieces = z.copy();
        double loss = run(z, target, 0.25f, dz);
        assertThat(run(over, target, 0.25f, over)).isEqualTo(loss);
        over.assertSameBits("dZ over Z", dz);
        double sum = 0;
        for (int from = 0, to; from < batch; from = to) {
            to = Math.min(batch, from + 1 + from % 3);
            sum += run(to - from, outputs, from(z, from), from(target, from), 0.25f, from(pieces, from));
        }
        assertThat(sum).isCloseTo(loss, within(1e-12 * loss));
        pieces.assertSameBits("dZ in pieces", dz);
    }

    private static Rows from(GuardedRows matrix, int row) {
        Rows view = matrix.view();
        return new Rows(view.data(), view.index(row, 0), view.stride());
    }

    @ParameterizedTest
    @CsvSource({"1,1", "3,7", "4,16", "3,40"})
    default void aLogitThatIsNoNumberSpoilsTheLossAndItsOwnGradient(int batch, int outputs) {
        Random random = new Random(outputs);
        GuardedRows z = logits(batch, outputs, random), target = targets(batch, outputs, random);
        GuardedRows clean = z.copy();
        run(z, target, 1f, clean);
        for (float poison : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            for (int j = 0; j < outputs; j++) {
                GuardedRows poisoned = z.copy(), dz = z.copy();
                poisoned.set(batch - 1, j, poison);
                double loss = run(poisoned, target, 1f, dz);
                // For ±∞ it is ∞ or ∞ − ∞.
                assertThat(Float.isNaN(poison) ? Double.isNaN(loss) : !Double.isFinite(loss))
                        .as("loss %s for %s", loss, poison)
                        .isTrue();
                float limit = Float.isNaN(poison) ? poison : (poison > 0 ? 1 : 0) - target.get(batch - 1, j);
                float gradient = dz.get(batch - 1, j);
                assertThat(gradient == limit || (Float.isNaN(gradient) && Float.isNaN(limit)))
                        .as("gradient %s for %s, expected %s", gradient, poison, limit)
                        .isTrue();
                dz.set(batch - 1, j, clean.get(batch - 1, j));
                dz.assertSameBits("dZ of all others", clean);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 33})
    default void noRowsHaveNoBinaryCrossEntropy(int outputs) {
        Random random = new Random(outputs);
        GuardedRows nothing = GuardedRows.blank(0, outputs, random);
        assertThat(run(nothing, nothing, 1f, nothing)).isZero();
        nothing.assertUntouched("dZ of no rows");
    }
}
