package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No convolution allocates once it has warmed up, and weights in bfloat16 take half the memory: a subclass names the kernels. */
public abstract class ConvolutionAllocationContract {
    /** The kernels that are measured. */
    protected abstract ConvolutionKernels kernels();

    /** Edges of panels, groups, single channels, strides, and room between the images or not. */
    static Stream<Convolution> convolutions() {
        return Stream.of(
                new Convolution(2, ConvolutionShape.square(8, 1, 20, 5, 1, 2)),
                new Convolution(3, ConvolutionShape.square(6, 17, 70, 3, 2, 1)),
                new Convolution(2, new ConvolutionShape(7, 5, 6, 8, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2)),
                new Convolution(2, new ConvolutionShape(7, 9, 40, 40, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 40)),
                new Convolution(2, new ConvolutionShape(7, 7, 20, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 20)),
                new Convolution(2, ConvolutionShape.square(5, 33, 64, 1, 1, 0)));
    }

    private static void assertAllocatesNothing(String what, Runnable work) {
        assertThat(AllocationProbe.bytesPerCall(work))
                .as("bytes that %s allocates", what)
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void noOperationAllocates(Convolution convolution) {
        ConvolutionKernels kernels = kernels();
        ConvolutionCase layer = new ConvolutionCase(kernels, convolution);
        ConvolutionShape shape = layer.shape;
        Workspace workspace = layer.workspace();
        Affine parameters = layer.parameters.view(), gradient = layer.gradient().view();
        Rows x = layer.x.view(), dz = layer.dz.view();
        Rows z = layer.outputs().view(),
                y = layer.outputs().view(),
                dx = layer.inputs().view();
        for (Activation activation : List.of(Activation.RELU, Activation.TANH, Activation.SILU)) {
            assertAllocatesNothing(
                    layer.describe("convolve", activation),
                    () -> kernels.convolve(0, convolution.pixels(), x, shape, parameters, activation, z, y, workspace));
        }
        FrozenAffine halves = kernels.freeze(shape, parameters, Precision.BF16);
        Workspace more = new Workspace().reserve(kernels.scratch(shape, halves));
        assertAllocatesNothing(
                layer.describe("predict"),
                () -> kernels.predict(0, convolution.pixels(), x, shape, halves, Activation.RELU, y, more));
        int batch = convolution.batch(), patch = shape.patch();
        assertAllocatesNothing(
                layer.describe("convolveWeights"),
                () -> kernels.convolveWeights(batch, 0, patch, x, shape, dz, gradient, false, workspace));
        assertAllocatesNothing(
                layer.describe("convolveInput"),
                () -> kernels.convolveInput(0, batch, dz, shape, parameters, dx, workspace));
        OptimizerState state = new OptimizerState(Adam.withDefaults(), parameters.data().length);
        Affine other = gradient.in(gradient.data().clone());
        assertAllocatesNothing(layer.describe("convolveWeightsUpdate"), () -> {
            state.begin(1e-3);
            kernels.convolveWeightsUpdate(batch, 0, patch, x, shape, dz, gradient, other, state, workspace);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 16, 40})
    void maxPoolingAllocatesNothing(int channels) {
        ConvolutionKernels kernels = kernels();
        PoolWindows windows = MaxPoolContract.windows(channels, 2, 2, 2, 0);
        Rows x = Rows.allocate(2, windows.inPixels() * channels), dx = Rows.allocate(2, windows.inPixels() * channels);
        Rows y = Rows.allocate(2, windows.outPixels() * channels);
        assertAllocatesNothing("maxPool", () -> kernels.maxPool(0, 2, x, windows, y));
        assertAllocatesNothing("maxPoolInput", () -> kernels.maxPoolInput(0, 2, y, x, windows, dx));
    }

    /** Of few filters, of many, in groups, and one for each channel; the bias stays a float. */
    @Test
    void bfloat16TakesHalfTheMemoryOfFloats() {
        ConvolutionShape[] shapes = {
            ConvolutionShape.square(14, 16, 16, 5, 1, 2),
            ConvolutionShape.square(7, 64, 200, 3, 1, 1),
            new ConvolutionShape(7, 7, 64, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 2),
            new ConvolutionShape(7, 7, 64, 64, 5, 5, 1, 1, 1, 1, 2, 2, 2, 2, 64),
        };
        ConvolutionKernels kernels = kernels();
        for (ConvolutionShape shape : shapes) {
            Affine parameters = Affine.allocate(kernels.weightLayout(shape));
            long full = kernels.freeze(shape, parameters, Precision.F32).bytes();
            long half = kernels.freeze(shape, parameters, Precision.BF16).bytes();
            long bias = 4L * parameters.layout().biasSize();
            assertThat(full).isGreaterThanOrEqualTo(4L * shape.patch() * shape.filters());
            assertThat(half - bias).as("bytes of weights of %s", shape).isLessThanOrEqualTo((full - bias) / 2 + 64);
        }
    }

    /** A check that can't fail proves nothing. */
    @Test
    void anAllocationWouldBeFound() {
        float[][] garbage = new float[1][];
        assertThat(AllocationProbe.bytesPerCallOfCanary(() -> garbage[0] = new float[1]))
                .isGreaterThanOrEqualTo(16);
    }
}
