package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import org.junit.jupiter.api.Test;

/** Calls in an order, or on memory, that would give a wrong gradient. */
class PassMisuseTest {
    private final Network network = Network.input(3)
            .dense(3, Activation.TANH)
            .dense(3, Activation.TANH)
            .build(Initializer.he(), 1, new ScalarDenseKernels());
    private final Pass pass = network.newTrainingPass(4, Team.single(), new float[network.parameters().length]);
    private final Rows x = Rows.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 3);

    private static Rows dy() {
        return Rows.allocate(4, 3);
    }

    @Test
    void backwardNeedsATrainingRunForward() {
        assertThatIllegalStateException()
                .isThrownBy(() -> pass.backward(4, dy()))
                .withMessageContaining("forwardTraining");
        pass.forwardTraining(4, x, 0);
        pass.backward(4, dy());
        pass.forwardTraining(4, x, 0);
        pass.forward(2, x);
        assertThatIllegalStateException()
                .isThrownBy(() -> pass.backward(4, dy()))
                .withMessageContaining("nothing in between");
    }

    @Test
    void backwardNeedsTheBatchOfForward() {
        pass.forwardTraining(4, x, 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> pass.backward(3, dy()))
                .withMessageContaining("3 rows after forwardTraining of 4");
    }

    @Test
    void aPassesOwnResultCantBeItsInput() {
        Rows y = pass.forwardTraining(4, x, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.forwardTraining(4, y, 0))
                .withMessageContaining("own result");
        Pass single = Network.input(3)
                .dense(3)
                .build(Initializer.he(), 1, new ScalarDenseKernels())
                .newPass(4);
        Rows result = single.forward(4, x);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> single.forward(4, result))
                .withMessageContaining("own result");
    }

    @Test
    void aResultThatItsActivationsGradientNeedsCantBecomeTheGradient() {
        Rows y = pass.forwardTraining(4, x, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pass.backward(4, y))
                .withMessageContaining("copy it first");
    }

    @Test
    void rowsOverlapWhereAnElementIsOneOfBoth() {
        float[] data = new float[100];
        Rows table = new Rows(data, 0, 10);
        assertThat(table.overlaps(5, 4, new Rows(data, 4, 10), 6)).isFalse();
        assertThat(table.overlaps(5, 5, new Rows(data, 4, 10), 6)).isTrue();
        assertThat(table.overlaps(5, 4, new Rows(data, 8, 10), 3))
                .as("into the next row")
                .isTrue();
        assertThat(table.overlaps(5, 4, new Rows(data, 44, 10), 2)).isFalse();
        assertThat(table.overlaps(5, 4, new Rows(data, 43, 10), 2)).isTrue();
        assertThat(table.overlaps(0, 4, table, 4)).isFalse();
        assertThat(table.overlaps(5, 4, new Rows(data.clone(), 0, 10), 4)).isFalse();
    }
}
