package dev.nn.bench.work;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConvolutionReferenceTest {
    private static final List<ConvolvedImages> SHAPES = List.of(
            ConvolvedImages.of(3, 9, 5, 7, 3, 1),
            ConvolvedImages.of(2, 8, 16, 20, 3, 2),
            ConvolvedImages.of(4, 6, 1, 9, 5, 1),
            ConvolvedImages.depthwise(2, 7, 17, 3),
            // Rectangular in everything, with groups and dilation.
            new ConvolvedImages(2, new ConvolutionShape(11, 8, 6, 4, 3, 2, 2, 1, 1, 3, 1, 0, 2, 3, 2)));

    private static Case layer(Work work, ConvolvedImages shape) {
        return new Case(work, shape, "relu", 1, "a test");
    }

    private static void check(DenseKernels kernels, ConvolvedImages shape, Work work, float error) {
        ConvolutionOperands operands = ConvolutionOperands.random(shape, 3);
        Job job = new ConvolutionData(kernels, operands).job(layer(work, shape));
        Output output = job.outputs().iterator().next();
        Job spoilt = new ArrayJob(output, job::run, () -> {
            float[] values = job.read(output);
            values[values.length - 1] += error;
            return values;
        });
        new ConvolutionReference(operands, 3).check(kernels.name(), layer(work, shape), spoilt);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORWARD", "DW", "DX"})
    void rightKernelsPass(Work work) {
        for (DenseKernels kernels : List.of(Kernels.best(), new ScalarDenseKernels())) {
            for (ConvolvedImages shape : SHAPES) {
                assertThatCode(() -> check(kernels, shape, work, 0)).doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FORWARD", "DW", "DX"})
    void aWrongKernelIsCaught(Work work) {
        for (ConvolvedImages shape : SHAPES) {
            assertThatThrownBy(() -> check(new ScalarDenseKernels(), shape, work, 0.01f))
                    .isInstanceOf(WrongResultException.class)
                    .hasMessageContaining("computes " + work.label())
                    .hasMessageContaining("expected");
        }
    }

    /** Of a large result the last row is always among the checked ones. */
    @Test
    void largeLayersAreCheckedInSomeRows() {
        ConvolvedImages large = ConvolvedImages.of(2, 28, 64, 64, 3, 1);
        assertThatCode(() -> check(Kernels.best(), large, Work.FORWARD, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(Kernels.best(), large, Work.FORWARD, 0.5f))
                .isInstanceOf(WrongResultException.class);
    }
}
