package dev.nn.simd.plain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.simd.Width;
import dev.nn.simd.formula.FullExponential;
import dev.nn.simd.formula.Logarithm1p;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.function.ActivationSweep;
import dev.nn.simd.function.ExponentialLoop;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.function.LogarithmLoop;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every function in plain Java has the bits of its vector loop, for floats of all kinds. */
@Tag("width")
class PlainFunctionsTest {
    private static final int BLOCK = 4096;

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    /** Writes f of every x; x is not changed. */
    private interface Loop {
        void run(float[] x, float[] y);
    }

    private record Twins(String name, Loop vectors, Loop plain) {}

    private static Stream<Twins> all() {
        Stream<Twins> values = ActivationSweep.activations().map(activation -> {
            float[] scratch = new float[ActivationEpilogues.SCRATCH];
            return new Twins(
                    "" + activation,
                    (x, y) -> ActivationEpilogues.forward(activation, x, 0, y, 0, BLOCK, scratch, 0),
                    (x, y) -> PlainActivations.forward(activation, x, 0, y, 0, BLOCK));
        });
        Stream<Twins> slopes = ActivationSweep.activations().map(activation -> {
            float[] scratch = new float[ActivationEpilogues.SCRATCH], db = new float[BLOCK], dy = new float[BLOCK];
            Arrays.fill(dy, -0.7f);
            return new Twins(
                    "gradient of " + activation,
                    (x, y) -> ActivationEpilogues.backward(activation, frame(dy, x, y, db), scratch, 0),
                    (x, y) -> PlainActivations.backward(activation, frame(dy, x, y, db)));
        });
        Twins exp = new Twins(
                "exp",
                (x, y) -> ExponentialLoop.value(x, 0, y, 0, BLOCK),
                (x, y) -> each(x, y, FullExponential::value));
        Twins log1p = new Twins(
                "log1p", (x, y) -> LogarithmLoop.value(x, 0, y, 0, BLOCK), (x, y) -> each(x, y, Logarithm1p::value));
        return Stream.of(values, slopes, Stream.of(exp, log1p)).flatMap(twins -> twins);
    }

    private static GradientFrame frame(float[] dy, float[] saved, float[] dz, float[] db) {
        return new GradientFrame().dy(dy, 0).saved(saved, 0).dz(dz, 0).db(db, 0).length(BLOCK);
    }

    private interface Function {
        float apply(float x);
    }

    private static void each(float[] x, float[] y, Function function) {
        for (int j = 0; j < BLOCK; j++) y[j] = function.apply(x[j]);
    }

    @TestFactory
    Stream<DynamicTest> aSampleOfFloats() {
        return all().map(twins -> DynamicTest.dynamicTest(twins.name(), () -> sweep(twins, 1009)));
    }

    @Tag("exhaustive")
    @TestFactory
    Stream<DynamicTest> allFloats() {
        return all().map(twins -> DynamicTest.dynamicTest(twins.name(), () -> sweep(twins, 1)));
    }

    private static void sweep(Twins twins, int step) {
        float[] x = new float[BLOCK], y = new float[BLOCK], plain = new float[BLOCK];
        for (long bits = 0; bits < 1L << 32; bits += (long) BLOCK * step) {
            for (int j = 0; j < BLOCK; j++) x[j] = Float.intBitsToFloat((int) (bits + (long) j * step));
            twins.vectors().run(x, y);
            twins.plain().run(x, plain);
            // As floats are compared by their bits, −0 is not 0, and all NaN are equal.
            int different = Arrays.mismatch(plain, y);
            if (different < 0) continue;
            assertThat(plain[different])
                    .as("%s at %s, in plain Java", twins.name(), x[different])
                    .isEqualTo(y[different]);
        }
    }
}
