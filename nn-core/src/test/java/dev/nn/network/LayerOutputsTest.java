package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each layer gives, against the layer's definition in double precision. */
class LayerOutputsTest {
    private static final int ROWS = 3;

    private static Network build(NetworkBuilder builder) {
        return builder.build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private static double[] parameters(Network network) {
        double[] values = new double[network.parameters().length];
        for (int i = 0; i < values.length; i++) values[i] = network.parameters()[i];
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.nn.network.ImageNetworks#all")
    void everyLayerGivesWhatItsDefinitionSays(String name, NetworkBuilder builder) {
        Network network = build(builder);
        float[] x = ImageNetworks.values(ROWS * network.in(), 2);
        Pass pass = network.newPass(ROWS + 2);
        pass.forward(ROWS, Rows.of(x, network.in()));
        List<float[]> outputs = network.outputs(x);
        assertThat(outputs).hasSameSizeAs(network.layers());
        for (int r = 0; r < ROWS; r++) {
            double[] row = new double[network.in()];
            for (int j = 0; j < row.length; j++) row[j] = x[r * row.length + j];
            for (int l = 0; l < outputs.size(); l++) {
                Layer layer = network.layers().get(l);
                row = layer.apply(row, parameters(network));
                Rows output = pass.output(l);
                for (int j = 0; j < layer.out(); j++) {
                    assertThat((double) output.data()[output.index(r, j)])
                            .as("%s, layer %d, row %d, value %d", name, l, r, j)
                            .isCloseTo(row[j], within(1e-4))
                            .isEqualTo(outputs.get(l)[r * layer.out() + j]);
                }
            }
        }
        assertThat(outputs.getLast()).isEqualTo(network.predict(x));
    }

    @Test
    void inTrainingDropoutShowsInTheOutputs() {
        Network network = build(Network.input(40).dropout(0.5).dense(3));
        Pass pass = network.newTrainingPass(1, Team.single(), new float[network.parameters().length]);
        float[] x = ImageNetworks.values(40, 1);
        pass.forwardTraining(1, Rows.of(x, 40), 7);
        float[] kept = pass.output(0).toArray(1, 40);
        int dropped = 0;
        for (int j = 0; j < 40; j++) {
            if (kept[j] == 0) dropped++;
            else assertThat(kept[j]).isEqualTo(2 * x[j]);
        }
        assertThat(dropped).isBetween(8, 32);
        assertThat(network.outputs(x).getFirst()).isEqualTo(x);
    }

    @Test
    void thereIsNoOutputBeforeARunNorOfALayerThatIsNotThere() {
        Network network = build(Network.input(3).dense(4, Activation.RELU).dense(2));
        Pass pass = network.newPass(2);
        assertThatIllegalStateException().isThrownBy(() -> pass.output(0)).withMessageContaining("forward first");
        pass.forward(1, Rows.of(new float[3], 3));
        assertThat(pass.output(1).toArray(1, 2)).hasSize(2);
        assertThatThrownBy(() -> pass.output(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> pass.forward(3, Rows.of(new float[9], 3)));
        assertThatIllegalStateException().isThrownBy(() -> pass.output(0));
        assertThat(network.outputs(new float[0])).hasSize(2).allMatch(values -> values.length == 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.outputs(new float[4]))
                .withMessageContainingAll("3", "4");
    }
}
