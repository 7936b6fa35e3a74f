package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.kernel.Rows;
import dev.nn.simd.function.ActivationBound;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.function.SimdSoftmax;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The bits of all results on fixed samples: the same at every vector width and on every processor. Who changes a formula
 * on purpose changes its checksums: those of activations stand at their formulas.
 */
@Tag("width")
class GoldenBitsTest {
    private static final int SAMPLES = 1 << 16;

    private static long checksum(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        // floatToIntBits makes all NaN the same: which one comes out is left to the hardware.
        for (float value : values) bytes.putInt(Float.floatToIntBits(value));
        CRC32C crc = new CRC32C();
        crc.update(bytes.flip());
        return crc.getValue();
    }

    /** Half of them from all floats, half from where the functions are curved. */
    private static float[] samples() {
        Random random = new Random(20261121);
        float[] samples = new float[SAMPLES];
        for (int j = 0; j < SAMPLES; j++) {
            samples[j] = j % 2 == 0 ? Float.intBitsToFloat(random.nextInt()) : (float) (random.nextGaussian() * 4);
        }
        return samples;
    }

    @Test
    void activationsHaveTheirGoldenBits() {
        float[] z = samples(), y = new float[SAMPLES], scratch = new float[ActivationEpilogues.SCRATCH];
        float[] dy = new float[SAMPLES], dz = new float[SAMPLES], db = new float[SAMPLES];
        Arrays.fill(dy, 0.75f);
        SoftAssertions softly = new SoftAssertions();
        for (Activation activation : Activation.all()) {
            ActivationEpilogues.forward(activation, z, 0, y, 0, SAMPLES, scratch, 0);
            GradientFrame frame =
                    new GradientFrame().dy(dy, 0).saved(z, 0).dz(dz, 0).db(db, 0);
            ActivationEpilogues.backward(activation, frame.length(SAMPLES), scratch, 0);
            assertBits(softly, activation, "value", y);
            assertBits(softly, activation, "slope", dz);
        }
        softly.assertAll();
    }

    private static void assertBits(SoftAssertions softly, Activation activation, String what, float[] results) {
        int golden = activation.equals(Activation.IDENTITY)
                ? what.equals("value") ? 0xd85d_1996 : 0x6c31_43eb
                : ActivationBound.promise(activation, what).bits();
        softly.assertThat((int) checksum(results))
                .as("bits of the %s of %s: as annotated, or 0x%08x", what, activation, checksum(results))
                .isEqualTo(golden);
    }

    @Test
    void softmaxHasItsGoldenBits() {
        Random random = new Random(7);
        float[] scratch = new float[SimdSoftmax.SCRATCH];
        StringBuilder actual = new StringBuilder();
        for (int classes : new int[] {1, 2, 10, 16, 37, 1000}) {
            int rows = 20;
            Rows z = Rows.allocate(rows, classes), dz = Rows.allocate(rows, classes), labels = Rows.allocate(rows, 1);
            for (int r = 0; r < rows; r++) {
                labels.data()[labels.index(r, 0)] = random.nextInt(classes);
                for (int j = 0; j < classes; j++) z.data()[z.index(r, j)] = (float) (random.nextGaussian() * r);
            }
            double loss = SimdSoftmax.crossEntropy(0, rows, classes, z, labels, 1f / rows, dz, scratch);
            actual.append("%d %08x %s\n".formatted(classes, checksum(dz.data()), (float) loss));
        }
        assertThat(actual).hasToString("""
                1 8d7fd012 0.0
                2 b1e7edcf 86.53692
                10 dadcbc78 375.33215
                16 23343cad 393.14725
                37 dc5cb6bf 404.62906
                1000 c694f628 530.8238
                """);
    }
}
