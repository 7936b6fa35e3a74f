package dev.nn.simd.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.WeightLayout;
import dev.nn.simd.plain.PlainDenseKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stand-in has weights of the same layout as the layer that it stands for: others run through other code. */
@Tag("width")
class StandInTest {
    private final DenseKernels kernels = new PlainDenseKernels();

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 32, 300, 5000})
    void hasTheLayoutOfItsLayer(int batch) {
        for (int out = 1; out <= 300; out++) {
            for (int in : new int[] {1, 2, 16, 17, 64, 100, 784}) {
                WeightLayout layout = kernels.weightLayout(in, out);
                compare(StandIns.forward(batch, layout), layout);
                compare(StandIns.weights(batch, layout), layout);
                compare(InputWay.of(batch, layout).standIn(batch, layout), layout);
            }
        }
    }

    private void compare(StandIn standIn, WeightLayout layout) {
        assertThat(kernels.weightLayout(standIn.in(), standIn.out()))
                .as("%s for %s", standIn, layout)
                .hasSameClassAs(layout);
    }
}
