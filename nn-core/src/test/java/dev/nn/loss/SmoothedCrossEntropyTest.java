package dev.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import dev.nn.network.Network;
import org.junit.jupiter.api.Test;

/** Label smoothing against values computed with NumPy from −Σ q ln p. */
class SmoothedCrossEntropyTest {
    private static final float[] LOGITS = {0.5f, -1.5f, 3, 2, 0.25f, -0.75f};
    private static final float[] CLASSES = {2, 0};

    private static double evaluate(Loss loss, Rows y, Rows dy) {
        Workspace workspace = new Workspace().prepare(new ScalarDenseKernels(), loss.operations(3));
        return loss.evaluate(new ScalarDenseKernels(), 2, 3, y, Rows.of(CLASSES, 1), 0.5f, dy, workspace) / 2;
    }

    @Test
    void valueAndGradientAreThoseOfTheSmoothedTarget() {
        double[] gradient = {0.02087699, -0.01158569, -0.0092913, -0.06269214, 0.05353358, 0.00915856};
        Rows dy = Rows.allocate(2, 3);
        SmoothedCrossEntropy loss = new SmoothedCrossEntropy(0.1);
        assertThat(evaluate(loss, Rows.of(LOGITS, 3), dy)).isCloseTo(0.3428466460631736, within(1e-6));
        for (int i = 0; i < 6; i++) {
            assertThat((double) dy.data()[dy.index(i / 3, i % 3)]).isCloseTo(gradient[i], within(1e-6));
        }
        Rows inPlace = Rows.of(LOGITS.clone(), 3);
        assertThat(evaluate(loss, inPlace, inPlace)).isCloseTo(0.3428466460631736, within(1e-6));
        assertThat(inPlace.toArray(2, 3)).isEqualTo(dy.toArray(2, 3));
        double mean = (loss.value(new double[] {0.5, -1.5, 3}, new double[] {2})
                        + loss.value(new double[] {2, 0.25, -0.75}, new double[] {0}))
                / 2;
        assertThat(mean).isCloseTo(0.3428466460631736, within(1e-9));
    }

    @Test
    void withoutSmoothingItIsTheSharpLoss() {
        Rows dy = Rows.allocate(2, 3), sharp = Rows.allocate(2, 3);
        double loss = evaluate(new SmoothedCrossEntropy(0), Rows.of(LOGITS, 3), dy);
        assertThat(loss).isEqualTo(evaluate(new SoftmaxCrossEntropy(), Rows.of(LOGITS, 3), sharp));
        assertThat(dy.toArray(2, 3)).isEqualTo(sharp.toArray(2, 3));
        Network network = Network.input(3).dense(4).dense(3).build(Initializer.he(), 1);
        assertThat(GradientChecker.withDefaults()
                        .check(network, new SmoothedCrossEntropy(0.2), LOGITS, CLASSES)
                        .maxRelativeError())
                .isLessThan(1e-3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmoothedCrossEntropy(1))
                .withMessageContaining("1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmoothedCrossEntropy(0.1).check(3, new float[] {3}, 0))
                .withMessageContaining("label 3");
    }
}
