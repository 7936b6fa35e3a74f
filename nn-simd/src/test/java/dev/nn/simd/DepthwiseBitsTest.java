package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.Convolution;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.plain.PlainDenseKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Depthwise convolutions of 3×3 have the bits of plain Java, which packs the image: tiles at all borders, lines that overlap,
 * channels that don't fill their last vector, ranges that cut lines, and room between the images that stays as it is.
 */
@Tag("width")
class DepthwiseBitsTest {
    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    /** Heights and widths around those of one tile and of some, channels around one vector and one panel. */
    static Stream<Convolution> convolutions() {
        Random random = new Random(3);
        int[] channels = {4, 5, 8, 11, 16, 17, 31, 33, 64, 72, 130, 144, 200};
        return IntStream.range(0, 60)
                .mapToObj(i -> new Convolution(
                        1 + i % 3, depthwise(2 + i % 6, 4 + random.nextInt(10), channels[i % channels.length])));
    }

    private static ConvolutionShape depthwise(int height, int width, int channels) {
        return new ConvolutionShape(height, width, channels, channels, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, channels);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void theyAreThoseOfPlainJava(Convolution convolution) {
        for (boolean special : new boolean[] {false, true}) {
            float[][] slow = ConvolutionBitsTest.run(new PlainDenseKernels().convolution(), convolution, special, 1);
            for (int threads : new int[] {1, 2, 5}) {
                float[][] fast =
                        ConvolutionBitsTest.run(Kernels.named("simd").convolution(), convolution, special, threads);
                for (int i = 0; i < fast.length; i++) {
                    assertThat(Arrays.mismatch(slow[i], fast[i]))
                            .as("where Y, dX, dW, all of dW (%d) of %s by %d threads differ", i, convolution, threads)
                            .isNegative();
                }
            }
        }
    }

    /** Z apart from Y, an activation of its own, images with room in between, weights in bfloat16, only some pixels. */
    @ParameterizedTest
    @MethodSource("convolutions")
    void nothingOutsideTheRangeIsWritten(Convolution convolution) {
        ConvolutionShape shape = convolution.shape();
        int batch = convolution.batch(), room = 3, pixels = batch * shape.outPixels();
        Random random = new Random(shape.hashCode());
        float[] images = random(random, batch * (shape.in() + room)),
                w = random(random, shape.patch() * shape.filters());
        float[] b = random(random, shape.filters());
        int from = random.nextInt(pixels), to = from + random.nextInt(pixels - from + 1);
        for (Precision precision : Precision.values()) {
            float[][] fast =
                    predict(Kernels.named("simd").convolution(), convolution, images, room, w, b, from, to, precision);
            float[][] slow = predict(
                    new PlainDenseKernels().convolution(), convolution, images, room, w, b, from, to, precision);
            for (int i = 0; i < fast.length; i++) {
                assertThat(Arrays.mismatch(slow[i], fast[i]))
                        .as("where output %d of pixels %d to %d of %s differs", i, from, to, convolution)
                        .isNegative();
            }
        }
    }

    private static float[] random(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    /** Y with tanh, Z and Y with SiLU, and dX of all images. */
    private static float[][] predict(
            ConvolutionKernels kernels,
            Convolution convolution,
            float[] images,
            int room,
            float[] w,
            float[] b,
            int from,
            int to,
            Precision precision) {
        ConvolutionShape shape = convolution.shape();
        int batch = convolution.batch();
        Affine parameters = Affine.allocate(kernels.weightLayout(shape));
        parameters.layout().pack(w, 0, parameters.data(), parameters.weights());
        System.arraycopy(b, 0, parameters.data(), parameters.bias(), b.length);
        var frozen = kernels.freeze(shape, parameters, precision);
        Workspace workspace = new Workspace().reserve(kernels.scratch(shape, frozen));
        Rows x = new Rows(images, 0, shape.in() + room);
        Rows[] outputs = new Rows[4];
        for (int i = 0; i < outputs.length; i++) outputs[i] = new Rows(filled(images.length), 0, shape.in() + room);
        kernels.predict(from, to, x, shape, frozen, Activation.TANH, outputs[0], workspace);
        kernels.convolve(from, to, x, shape, parameters, Activation.SILU, outputs[1], outputs[2], workspace);
        kernels.convolveInput(0, batch, x, shape, parameters, outputs[3], workspace);
        return Stream.of(outputs).map(Rows::data).toArray(float[][]::new);
    }

    private static float[] filled(int n) {
        float[] values = new float[n];
        Arrays.fill(values, 7);
        return values;
    }
}
