package dev.nn.bench.work;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nn.activation.Activation;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {
    private static final DenseShape SHAPE = DenseShape.layer(7, 30, 19);

    @Test
    void rightKernelsPass() {
        for (DenseKernels kernels : List.of(Kernels.best(), new ScalarDenseKernels(), new EjmlDenseKernels())) {
            for (Activation activation : Activation.all()) {
                assertThatCode(() -> Reference.checkLayer(kernels, SHAPE, activation, 3))
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void largeLayersAreCheckedInSomeRows() {
        DenseShape large = DenseShape.layer(64, 700, 600);
        assertThatCode(() -> Reference.checkLayer(Kernels.best(), large, Activation.RELU, 3))
                .doesNotThrowAnyException();
        assertThatThrownBy(
                        () -> Reference.checkLayer(WrongKernels.in("forward", 6, 0.01f), large, Activation.IDENTITY, 3))
                .isInstanceOf(WrongResultException.class); // the first row is always among them
    }

    @ParameterizedTest
    @CsvSource({"forward, 6, Y", "backwardActivation, 6, DZ", "backwardWeights, 5, DW", "backwardInput, 5, DX"})
    void aWrongKernelIsCaught(String operation, int result, String output) {
        assertThatThrownBy(() ->
                        Reference.checkLayer(WrongKernels.in(operation, result, 0.001f), SHAPE, Activation.IDENTITY, 3))
                .isInstanceOf(WrongResultException.class)
                .hasMessageContaining("computes")
                .hasMessageContaining(output + "[")
                .hasMessageContaining("expected");
    }
}
