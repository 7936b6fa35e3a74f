package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Convolutions run on plain loops until the fast kernels are warm, and then on these. */
@Timeout(60)
class HotSwapConvolutionTest {
    /** Kernels whose convolutions note who computed. */
    private static DenseKernels noting(String name, List<String> notes) {
        ConvolutionKernels convolution = new DelegatingConvolution() {
            @Override
            public void convolve(
                    int fromPixel,
                    int toPixel,
                    Rows x,
                    ConvolutionShape shape,
                    Affine parameters,
                    Activation activation,
                    Rows z,
                    Rows y,
                    Workspace workspace) {
                notes.add(name);
                super.convolve(fromPixel, toPixel, x, shape, parameters, activation, z, y, workspace);
            }
        };
        return new DelegatingKernels() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public ConvolutionKernels convolution() {
                return convolution;
            }

            @Override
            public int prepare(Operation operation) {
                notes.add(name + " prepares " + operation.getClass().getSimpleName());
                return scratch(operation);
            }
        };
    }

    @Test
    void theFastOnesTakeOver() {
        List<String> notes = new CopyOnWriteArrayList<>();
        KernelProvider provider = new KernelProvider() {
            @Override
            public String name() {
                return "fast";
            }

            @Override
            public int priority() {
                return 1;
            }

            @Override
            public @Nullable String unavailableBecause() {
                return null;
            }

            @Override
            public DenseKernels create() {
                return noting("fast", notes);
            }
        };
        HotSwapKernels kernels = new HotSwapKernels(noting("plain", notes), provider);
        ConvolutionKernels convolution = kernels.convolution();
        ConvolutionShape shape = ConvolutionShape.square(3, 1, 2, 2, 1, 0);
        Affine parameters = Affine.allocate(convolution.weightLayout(shape));
        Rows x = Rows.allocate(1, shape.in()), y = Rows.allocate(1, shape.out());
        Workspace workspace = new Workspace().reserve(convolution.scratch(shape));
        convolution.convolve(0, 4, x, shape, parameters, Activation.RELU, y, y, workspace);
        convolution.warmUp(shape, Activation.RELU, false);
        kernels.awaitWarmUp();
        convolution.convolve(0, 4, x, shape, parameters, Activation.RELU, y, y, workspace);
        assertThat(notes).containsExactly("plain", "fast prepares Convolution", "fast");
    }
}
