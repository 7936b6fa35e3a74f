package dev.nn.simd.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.Kernels;
import dev.nn.simd.Width;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.product.TileFrame.Start;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line of columns has the same bits on vectors of 256 bits, at every height and wherever A lies. */
@Tag("width")
class LineVectorsTest {
    private static final int PLACES = 70, ROOM = 400;

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
        assumeTrue(
                VectorShape.LANES == Blocking.LINE, "vectors of 512 bits are what these tiles are an alternative to");
        Kernels.named("simd"); // who comes first decides whether this JVM compiles vectors
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 33, 64})
    void sameBits(int depth) {
        Random random = new Random(depth);
        Offsets rows = Offsets.of(random.ints(PLACES, 0, ROOM).toArray());
        Offsets steps = Offsets.of(random.ints(PLACES, 0, ROOM).toArray());
        for (int height = 0; height <= 41; height++) {
            for (Start start : Start.values()) {
                boolean relu = start != Start.ZERO && height % 2 == 0;
                long seed = random.nextLong();
                float[] expected = product(height, depth, rows, steps, start, relu, seed, false);
                float[] actual = product(height, depth, rows, steps, start, relu, seed, true);
                assertThat(bits(actual))
                        .as("%d rows from %s, relu %s", height, start, relu)
                        .isEqualTo(bits(expected));
            }
        }
    }

    private static float[] product(
            int height, int depth, Offsets rows, Offsets steps, Start start, boolean relu, long seed, boolean halved) {
        Random random = new Random(seed);
        float[] a = random(3 * ROOM, random), b = random(depth * Blocking.LINE, random);
        float[] c = random((height + 1) * 20, random), bias = random(Blocking.LINE, random);
        TileFrame f = new TileFrame()
                .size(height, Blocking.LINE, depth)
                .a(a, 1, 0, 0)
                .windows(rows, 2, steps, 3)
                .b(b, 0, Blocking.LINE)
                .c(c, 1, 20);
        (start == Start.BIAS ? f.fromBias(bias, 0) : f.from(start)).relu(relu);
        if (halved) WindowTiles.halves(f);
        else WindowTiles.whole(f);
        return c;
    }

    private static float[] random(int n, Random random) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = random.nextInt(50) == 0 ? 0f : (float) random.nextGaussian();
        return values;
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
        return bits;
    }
}
