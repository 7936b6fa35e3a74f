package dev.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.gradient.GradientCheck;
import dev.nn.gradient.GradientChecker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedCrossEntropyTest {
    private static final WeightedCrossEntropy LOSS = new WeightedCrossEntropy(List.of(0.5f, 3f, 1.25f));

    @Test
    void gradientAgreesWithFiniteDifferences() {
        Random random = new Random(4);
        float[] x = new float[24];
        for (int i = 0; i < x.length; i++) x[i] = (float) random.nextGaussian();
        Network network = Network.input(4)
                .dense(5, Activation.TANH)
                .dense(3)
                .build(Initializer.glorot(), 2, new ScalarDenseKernels());
        GradientCheck check = GradientChecker.withDefaults().check(network, LOSS, x, new float[] {0, 1, 2, 1, 1, 0});
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(1e-4);
    }

    @Test
    void isTheCrossEntropyTimesTheWeight() {
        double[] y = {0.5, -1, 2};
        for (int k = 0; k < 3; k++) {
            double even = new SoftmaxCrossEntropy().value(y, new double[] {k});
            assertThat(LOSS.value(y, new double[] {k})).isEqualTo(LOSS.weights().get(k) * even);
        }
    }

    @Test
    void balancedWeightsLetEachClassCountTheSame() {
        WeightedCrossEntropy loss = WeightedCrossEntropy.balanced(List.of(10, 30, 0, 60));
        assertThat(loss.weights().get(0) * 10).isCloseTo(100 / 3f, within(1e-4f));
        assertThat(loss.weights().get(1) * 30).isCloseTo(100 / 3f, within(1e-4f));
        assertThat(loss.weights().get(2)).isZero();
        assertThat(loss.weights().get(3) * 60).isCloseTo(100 / 3f, within(1e-4f));
    }

    @Test
    void wrongWeightsAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WeightedCrossEntropy(List.of(1f, Float.NaN)))
                .withMessageContaining("not NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LOSS.check(2, new float[] {0}, 0))
                .withMessage("there are weights for 3 classes, but 2 outputs");
    }
}
