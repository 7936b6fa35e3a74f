package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static Network network() {
        return build(Network.input(3).dense(5, Activation.TANH).dropout(0.5).dense(2));
    }

    private static Network build(NetworkBuilder builder) {
        return builder.build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    @Test
    void knowsItsShapeAndSaysIt() {
        Network network = network();
        assertThat(network.in()).isEqualTo(3);
        assertThat(network.out()).isEqualTo(2);
        assertThat(network.parameterCount()).isEqualTo(3 * 5 + 5 + 5 * 2 + 2);
        assertThat(network).hasToString("dense 3→5 tanh, dropout 0.5, dense 5→2 identity");
    }

    @Test
    void parametersOfALayerComeAndGoInRowMajorOrder() {
        Network network = network();
        float[] values = new float[20];
        for (int i = 0; i < 20; i++) values[i] = i + 1;
        network.setLayerParameters(0, values);
        assertThat(network.layerParameters(0)).isEqualTo(values);
        Dense dense = (Dense) network.layers().getFirst();
        assertThat(dense.parameters().weight(2, 4)).isEqualTo(15);
        assertThat(dense.parameters().bias(4)).isEqualTo(20);
        assertThat(network.layerParameters(1)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.setLayerParameters(2, new float[11]))
                .withMessageContainingAll("layer 2", "12", "11");
    }

    @Test
    void biasesStartAtZeroAndWeightsDont() {
        float[] first = network().layerParameters(0);
        for (int i = 0; i < 20; i++)
            assertThat(first[i] == 0).as("parameter %d", i).isEqualTo(i >= 15);
    }

    @Test
    void predictsRowByRowAndIgnoresDropout() {
        Network network = network();
        float[] x = {1, 2, 3, -1, 0.5f, 4};
        float[] y = network.predict(x);
        assertThat(y).hasSize(4);
        assertThat(network.predict(new float[] {-1, 0.5f, 4})).containsExactly(y[2], y[3]);
        assertThat(network.predict(new float[0])).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.predict(new float[4]))
                .withMessageContainingAll("3", "4");
    }

    /** Outputs of smaller batches don't depend on what a larger one left behind. */
    @Test
    void aPassServesEveryBatchUpToItsLargest() {
        Network network = network();
        Pass pass = network.newPass(4);
        float[] x = {1, 2, 3, -1, 0.5f, 4, 0, 0, 1, 7, 7, 7};
        pass.forward(4, Rows.of(x, 3));
        Rows y = pass.forward(2, Rows.of(x, 3));
        float[] expected = network.predict(x);
        for (int i = 0; i < 4; i++) assertThat(y.data()[y.index(i / 2, i % 2)]).isEqualTo(expected[i]);
        pass.forward(0, Rows.of(x, 3));
        assertThat(pass.maxBatch()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {5, -1, Integer.MAX_VALUE})
    void aBatchOfTheWrongSizeIsRefused(int batch) {
        Pass pass = network().newPass(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.forward(batch, Rows.of(new float[100], 3)))
                .withMessageContainingAll("4", String.valueOf(batch));
    }

    @Test
    void aBatchThatIsTooLargeIsRefusedByATrainingPassThatBeginsWithDropoutToo() {
        Network network = build(Network.input(3).dropout(0.5).dense(2));
        Pass pass = network.newTrainingPass(4, Team.single(), new float[network.parameters().length]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.forwardTraining(5, Rows.of(new float[100], 3), 1))
                .withMessageContainingAll("4", "5");
    }

    @Test
    void anArrayThatIsTooShortIsRefusedByName() {
        Pass pass = network().newPass(4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.forward(4, Rows.of(new float[11], 3)))
                .withMessageContainingAll("x", "12", "11");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.forward(4, new Rows(new float[100], 0, 2)))
                .withMessageContainingAll("x", "stride 2", "3 columns");
    }

    @Test
    void aGradientOfTheWrongLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network().newTrainingPass(4, Team.single(), new float[3]))
                .withMessageContaining("3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network().newPass(0))
                .withMessageContaining("0");
    }

    @Test
    void theBuilderRefusesWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.input(0)).withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.input(3).dense(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build(Network.input(3).dropout(1)))
                .withMessageContaining("1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build(Network.input(3).dropout(Double.NaN)));
        assertThatIllegalStateException().isThrownBy(() -> build(Network.input(3)));
    }
}
