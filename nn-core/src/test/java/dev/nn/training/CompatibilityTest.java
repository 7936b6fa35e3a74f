package dev.nn.training;

import static dev.nn.activation.Activation.RELU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.WeightedDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.optimizer.Adam;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Categories and weights of the data, before a step is taken: messages name the row of the data, not of a batch. */
class CompatibilityTest {
    private static final int ROWS = 40;

    private static final Loss LOSS = new MeanSquaredError();

    private static Network build(NetworkBuilder layers) {
        return layers.build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    /** Networks whose columns 2 and 3 are categories: of 7, and, where column 3 is read twice, of 5. */
    private static List<Network> networks() {
        return List.of(
                build(Network.inputs(Network.input(2), Network.input(2).embedding(7, 3), Network.input(1))
                        .dense(4, RELU)
                        .dense(1)),
                build(Network.inputs(
                                Network.input(1),
                                Network.inputs(
                                        Network.input(1), Network.input(2).embedding(7, 3)),
                                Network.input(1))
                        .dense(1)));
    }

    private static float[] rows() {
        float[] x = new float[ROWS * 5];
        for (int i = 0; i < x.length; i++) x[i] = i % 5 == 2 || i % 5 == 3 ? i % 7 : 0.3f - i % 11;
        return x;
    }

    private static Dataset data(float[] x) {
        return FloatDataset.of(5, x, 1, new float[ROWS]);
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, LOSS, Adam.withDefaults()).epochs(1);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void whatIsNoCategoryIsNamedByTheRowOfTheData(Network network) {
        float[] before = network.parameters().clone();
        for (float wrong : new float[] {-1, 7, 0.5f, 1e20f}) {
            float[] x = rows();
            x[31 * 5 + 3] = wrong;
            x[36 * 5 + 2] = wrong;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer(network).fit(data(x)))
                    .withMessage(
                            "training data: row 31: feature 3 is a category of an embedding, a whole number from 0 to 6,"
                                    + " not " + wrong);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> trainer(network).fit(data(rows()), data(x)))
                    .withMessageStartingWith("validation data: row 31: feature 3");
        }
        assertThat(network.parameters()).isEqualTo(before);
        assertThatCode(() -> trainer(network).fit(data(rows()), data(rows()))).doesNotThrowAnyException();
    }

    @Test
    void columnsOfCategoriesAreFoundWhereTheInputIsRead() {
        for (Network network : networks()) assertThat(network.categoryColumns()).containsOnlyKeys(2, 3);
        assertThat(build(Network.input(3).dense(4).embedding(5, 2)).categoryColumns())
                .isEmpty();
        assertThat(build(Network.input(3).dense(4)).categoryColumns()).isEmpty();
        Network both = build(Network.input(2).concat(b -> b.embedding(9, 2), b -> b.embedding(4, 1)));
        assertThat(both.categoryColumns().values())
                .extracting(e -> e.categories())
                .containsExactly(4, 4);
        Map<Integer, ?> first = build(Network.input(3).embedding(5, 2).dense(2)).categoryColumns();
        assertThat(first).containsOnlyKeys(0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weightsThatAreAllZeroAreSaidOfTheDataThatHasThem(boolean training) {
        Network network = build(Network.input(5).dense(1));
        float[] before = network.parameters().clone();
        Dataset data = data(rows()), without = WeightedDataset.of(data, new float[ROWS]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(network).fit(training ? without : data, training ? data : without))
                .withMessage((training ? "training" : "validation") + " data: all rows have the weight 0");
        assertThat(network.parameters()).isEqualTo(before);
    }
}
