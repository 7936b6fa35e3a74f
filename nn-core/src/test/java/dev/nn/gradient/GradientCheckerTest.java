package dev.nn.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DelegatingKernels;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GradientCheckerTest {
    private static final Initializer NORMAL = (fanIn, fanOut, random) -> (float) (random.nextGaussian() / 2);
    private static final GradientChecker CHECKER = GradientChecker.withDefaults();

    private static Network network(DenseKernels kernels) {
        return Network.input(3).dense(4, Activation.TANH).dense(2).build(NORMAL, 1, kernels);
    }

    private static float[] normal(int n, long seed) {
        RandomGenerator random = new Random(seed);
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) random.nextGaussian();
        return values;
    }

    @Test
    void aRightGradientPasses() {
        GradientCheck check =
                CHECKER.check(network(new ScalarDenseKernels()), new MeanSquaredError(), normal(15, 2), normal(10, 3));
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(1e-4);
        assertThat(check.layers()).extracting(GradientCheck.LayerError::checked).containsExactly(16, 10);
    }

    @Test
    void aGradientThatIsWrongInOnePlaceIsFoundThere() {
        Network network = network(new DelegatingKernels() {
            @Override
            public void backwardWeights(
                    int batch, int from, int to, Rows x, Rows dz, Affine gradient, boolean accumulate, Workspace w) {
                super.backwardWeights(batch, from, to, x, dz, gradient, accumulate, w);
                if (gradient.layout().in() == 3) gradient.setWeight(2, 1, gradient.weight(2, 1) * 1.05f);
            }
        });
        GradientCheck check = CHECKER.check(network, new MeanSquaredError(), normal(15, 2), normal(10, 3));
        assertThat(check.maxRelativeError()).isGreaterThan(0.01);
        assertThat(check.layers())
                .extracting(GradientCheck.LayerError::parameter)
                .contains("W[2][1]");
        assertThat(check.toString()).contains("W[2][1]").contains("dense 3→4 tanh");
    }

    @Test
    void aNaNIsInfinitelyWrong() {
        Network network = network(new ScalarDenseKernels());
        float[] x = normal(15, 2);
        x[4] = Float.NaN;
        GradientCheck check = CHECKER.check(network, new MeanSquaredError(), x, normal(10, 3));
        assertThat(check.maxRelativeError()).isInfinite();
        assertThat(check.worst().number()).isZero();
    }

    @Test
    void ofLargeLayersOnlySamplesAreChecked() {
        Network network =
                Network.input(50).dense(40, Activation.SIGMOID).dense(3).build(NORMAL, 1, new ScalarDenseKernels());
        GradientChecker few = new GradientChecker(1e-5, 0.01, 20, 7);
        GradientCheck check = few.check(network, new MeanSquaredError(), normal(100, 2), normal(6, 3));
        assertThat(check.maxRelativeError()).as("%n%s", check).isLessThan(1e-3);
        assertThat(check.layers()).extracting(GradientCheck.LayerError::checked).containsExactly(20, 20);
        assertThat(few.check(network, new MeanSquaredError(), normal(100, 2), normal(6, 3)))
                .as("the same seed draws the same parameters")
                .isEqualTo(check);
    }

    @Test
    void theNetworkIsLeftAsItWas() {
        Network network = network(new ScalarDenseKernels());
        float[] before = network.parameters().clone();
        CHECKER.check(network, new MeanSquaredError(), normal(15, 2), normal(10, 3));
        assertThat(network.parameters()).isEqualTo(before);
    }

    @Test
    void whatCannotBeCheckedIsRefused() {
        Network network = network(new ScalarDenseKernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(network, new MeanSquaredError(), new float[14], new float[10]))
                .withMessageContaining("14");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(network, new MeanSquaredError(), new float[15], new float[8]))
                .withMessageContaining("8");
        Network dropout = Network.input(3).dropout(0.5).dense(2).build(NORMAL, 1, new ScalarDenseKernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CHECKER.check(dropout, new MeanSquaredError(), new float[15], new float[10]))
                .withMessageContaining("dropout");
        assertThatIllegalArgumentException().isThrownBy(() -> new GradientChecker(0, 0.01, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new GradientChecker(1e-5, 0.01, 0, 0));
    }
}
