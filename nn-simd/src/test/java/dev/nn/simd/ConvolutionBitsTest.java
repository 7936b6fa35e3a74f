package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.Convolution;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.Convolutions;
import dev.nn.kernel.EveryConvolution;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.plain.PlainDenseKernels;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bits of convolutions: the same in plain Java as on vectors, padding of the weights included, and the same at every
 * width, on every processor and with any number of threads. Who changes an order of sums on purpose changes the checksum.
 */
@Tag("width")
class ConvolutionBitsTest {
    private static final float[] SPECIAL = {
        Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, Float.MIN_VALUE, 1e-30f, Float.MAX_VALUE,
    };

    @BeforeAll
    static void theHardwareHasThisWidth() {
        assumeTrue(Width.isAvailable(), Width::complaint);
    }

    private static float[] random(Random random, int n, boolean special) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = special && random.nextInt(100) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : (float) random.nextGaussian();
        }
        return values;
    }

    /** Y, dX and dW in row-major order, computed in so many parts by as many threads. */
    static float[][] run(ConvolutionKernels kernels, Convolution convolution, boolean special, int threads) {
        ConvolutionShape shape = convolution.shape();
        int batch = convolution.batch(), pixels = batch * shape.outPixels(), patch = shape.patch();
        Random random = new Random(shape.hashCode());
        Affine parameters = Affine.allocate(kernels.weightLayout(shape));
        float[] w = random(random, patch * shape.filters(), special), b = random(random, shape.filters(), special);
        parameters.layout().pack(w, 0, parameters.data(), parameters.weights());
        System.arraycopy(b, 0, parameters.data(), parameters.bias(), b.length);
        Affine gradient = Affine.allocate(parameters.layout());
        Rows x = Rows.of(random(random, batch * shape.in(), special), shape.in());
        Rows dz = Rows.of(random(random, batch * shape.out(), special), shape.out());
        Rows y = Rows.of(new float[batch * shape.out()], shape.out());
        Rows dx = Rows.of(new float[batch * shape.in()], shape.in());
        IntStream.range(0, threads).parallel().forEach(t -> {
            Workspace own = new Workspace().reserve(kernels.scratch(shape));
            Arrays.fill(own.scratch(), Float.NaN);
            int from = pixels * t / threads, to = pixels * (t + 1) / threads;
            kernels.convolve(from, to, x, shape, parameters, Activation.RELU, y, y, own);
            kernels.convolveInput(batch * t / threads, batch * (t + 1) / threads, dz, shape, parameters, dx, own);
            kernels.convolveWeights(
                    batch, patch * t / threads, patch * (t + 1) / threads, x, shape, dz, gradient, false, own);
        });
        float[] dw = new float[patch * shape.filters()];
        gradient.layout().unpack(gradient.data(), gradient.weights(), dw, 0);
        return new float[][] {y.data(), dx.data(), dw, gradient.data()};
    }

    @EveryConvolution
    void plainJavaHasTheBitsOfVectors(Convolution convolution) {
        for (boolean special : new boolean[] {false, true}) {
            float[][] fast = run(Kernels.named("simd").convolution(), convolution, special, 1);
            float[][] slow = run(new PlainDenseKernels().convolution(), convolution, special, 1);
            for (int i = 0; i < fast.length; i++) {
                int at = Arrays.mismatch(slow[i], fast[i]);
                assertThat(at)
                        .as("where Y, dX, dW, all of dW (%d) of %s differ", i, convolution)
                        .isNegative();
            }
        }
    }

    @Test
    void everyWidthAndNumberOfThreadsHasTheGoldenBits() {
        List<Convolution> all = Convolutions.all("1/1").toList();
        for (int threads : new int[] {1, 3}) {
            CRC32C crc = new CRC32C();
            for (int i = 0; i < all.size(); i += 7) {
                float[][] results = run(Kernels.named("simd").convolution(), all.get(i), false, threads);
                // Without the padding, which widths may have more or less of.
                for (float[] values : Arrays.copyOf(results, 3)) {
                    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
                    for (float value : values) bytes.putInt(Float.floatToIntBits(value));
                    crc.update(bytes.flip());
                }
            }
            assertThat("%08x".formatted(crc.getValue())).isEqualTo("e041a868");
        }
    }

    /**
     * The scratch memory of a thread holds no matrix of patches: a fixed part, and 96 numbers for each of a patch. A
     * depthwise convolution's patch is that of the channels that it computes side by side.
     */
    @EveryConvolution
    void scratchMemoryDoesNotGrowWithTheImage(Convolution convolution) {
        ConvolutionShape s = convolution.shape();
        int patch = Math.max(s.patch(), s.kernelHeight() * s.kernelWidth() * s.groupFilters());
        int beside = s.groups() > 1 && s.groups() == s.channels() ? Math.min(s.channels(), 16) : 1;
        assertThat(Kernels.named("simd").convolution().scratch(s)).isLessThanOrEqualTo(96 * patch * beside + (1 << 15));
    }

    @Test
    void scratchMemoryOfALargeImageIsThatOfASmallOne() {
        ConvolutionKernels kernels = Kernels.named("simd").convolution();
        int small = kernels.scratch(ConvolutionShape.square(64, 16, 32, 3, 1, 1));
        assertThat(kernels.scratch(ConvolutionShape.square(4000, 16, 32, 3, 1, 1)))
                .isLessThan(3 * small);
    }

    /** After the warm-up no call runs boxed vectors, which would be megabytes. */
    @ParameterizedTest
    @CsvSource({
        // Any, one channel with tiles that slide or without, one line of channels, depthwise with such tiles or
        // without.
        "12, 19, 37, 3, 1, 1",
        "14,  1, 16, 5, 2, 1",
        "14,  1, 37, 3, 1, 1",
        "14,  1, 16, 7, 3, 1",
        "14, 16, 32, 5, 2, 1",
        "12, 80, 19, 3, 1, 1",
        "12, 16, 16, 7, 3, 1",
        "12, 32, 32, 5, 2, 32",
        "12, 19, 19, 3, 1, 19",
    })
    void theFirstCallAfterTheWarmUpIsAFastOne(
            int size, int channels, int filters, int kernel, int padding, int groups) {
        ConvolutionShape shape = new ConvolutionShape(
                size, size, channels, filters, kernel, kernel, 1, 1, 1, 1, padding, padding, padding, padding, groups);
        ConvolutionKernels kernels = Kernels.named("simd").convolution();
        Kernels.named("simd").prepare(new Operation.Convolution(shape, Activation.RELU, true));
        run(new PlainDenseKernels().convolution(), new Convolution(4, shape), false, 1);
        long before = AllocationProbe.allocatedBytes();
        float[][] results = run(kernels, new Convolution(4, shape), false, 1);
        long allocated = AllocationProbe.allocatedBytes() - before;
        long own = 0;
        for (float[] values : results) own += 4L * values.length;
        assertThat(allocated).as("bytes of the first call").isLessThan(8 * own + 1_000_000);
    }
}
