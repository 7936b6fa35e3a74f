package dev.nn.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.fit.FitResult.Stop;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.HalfSquaredError;
import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.RowFunction;
import dev.nn.optimizer.Sgd;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Fits against SciPy 1.17.1, on formulas written out in NumPy in double precision, with the same data and start. A subclass
 * names the kernels.
 *
 * <p>SciPy's answers are those of {@code least_squares(method="lm", xtol=1e-15, ftol=1e-15, gtol=1e-15)} for squared errors,
 * where the penalty is a residual √(λ/2)·w for each parameter, and of {@code minimize(jac=True, method="L-BFGS-B",
 * options=dict(gtol=1e-12, ftol=1e-16))} for the logistic regression.
 */
public abstract class FitContract {
    private static final Convergence TIGHT = new Convergence(5000, 1e-7, 1e-10);
    private static final double DECAY = 1e-3;

    /** The kernels that compute. */
    protected abstract DenseKernels kernels();

    /** The residuals of Rosenbrock's function, 10(b − a²) and 1 − a, as a layer whose parameters are a and b. */
    private static final class Rosenbrock implements RowFunction {
        @Override
        public String name() {
            return "rosenbrock";
        }

        @Override
        public int out(int in) {
            return 2;
        }

        @Override
        public int parameters(int in) {
            return 2;
        }

        @Override
        public void apply(double[] x, double[] p, double[] y) {
            y[0] = 10 * (p[1] - p[0] * p[0]);
            y[1] = 1 - p[0];
        }

        @Override
        public void gradient(double[] x, double[] p, double[] dy, double[] dx, double[] dp) {
            dp[0] += -20 * p[0] * dy[0] - dy[1];
            dp[1] += 10 * dy[0];
        }
    }

    private Network rosenbrock() {
        Network network = Network.input(1).layer(new Rosenbrock()).build(kernels());
        network.setLayerParameters(0, new float[] {-1.2f, 1});
        return network;
    }

    private static Dataset zero() {
        return FloatDataset.of(1, new float[1], 2, new float[2]);
    }

    /** A wave with a faster one upon it. */
    private static Dataset wave() {
        float[] x = new float[40], y = new float[40];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (-2 + 4 * i / 39.0);
            y[i] = (float) (Math.sin(2 * x[i]) + 0.1 * Math.cos(17 * x[i]));
        }
        return FloatDataset.of(1, x, 1, y);
    }

    private Network perceptron() {
        Network network = Network.input(1).dense(4, Activation.TANH).dense(1).build(kernels());
        float[] start = new float[13];
        for (int i = 0; i < start.length; i++) start[i] = (float) (0.7 * Math.sin(i + 1.0));
        network.setLayerParameters(0, Arrays.copyOf(start, 8));
        network.setLayerParameters(1, Arrays.copyOfRange(start, 8, 13));
        return network;
    }

    /** Three classes that no plane separates. */
    private static Dataset classes() {
        float[] x = new float[240], labels = new float[60];
        for (int i = 0; i < labels.length; i++) {
            for (int j = 0; j < 4; j++) x[4 * i + j] = (float) Math.sin(0.37 * i * (j + 1) + j);
            double sum = x[4 * i] + 0.5 * x[4 * i + 1] * x[4 * i + 2] + 0.8 * Math.cos(i * 1.7);
            labels[i] = (sum > 0.3 ? 1 : 0) + (x[4 * i + 3] > 0.2 ? 1 : 0);
        }
        return FloatDataset.of(4, x, 1, labels);
    }

    @Test
    void bothFindRosenbrocksMinimum() {
        for (boolean marquardt : new boolean[] {false, true}) {
            Network network = rosenbrock();
            FitResult result = marquardt
                    ? new LevenbergMarquardt(0, TIGHT).fit(network, zero())
                    : new Lbfgs(10, 0, TIGHT).fit(network, new MeanSquaredError(), zero());
            assertThat(result.hasConverged()).as("%s", result).isTrue();
            // SciPy: 1 and 1, the loss 0. A float's rounding of b moves the residual by 10 · 2⁻²⁴.
            assertThat(result.loss()).isLessThan(1e-12);
            assertThat(network.layerParameters(0)).containsExactly(new float[] {1, 1}, within(1e-5f));
            assertThat(result.iterations()).isLessThan(60);
        }
    }

    @Test
    void bothFindScipysMinimumOfAPerceptron() {
        for (boolean marquardt : new boolean[] {false, true}) {
            Network network = perceptron();
            FitResult result = marquardt
                    ? new LevenbergMarquardt(DECAY, TIGHT).fit(network, wave())
                    : new Lbfgs(10, DECAY, TIGHT).fit(network, new MeanSquaredError(), wave());
            assertThat(result.hasConverged()).as("%s", result).isTrue();
            assertThat(result.loss()).isCloseTo(0.015587703254582686, within(2e-8));
            assertThat(network.predict(new float[] {-1.5f, 0.25f, 1.75f}))
                    .containsExactly(new float[] {-0.13717967f, 0.49292526f, -0.33674017f}, within(5e-4f));
        }
    }

    @Test
    void logisticRegressionIsScipys() {
        Network network = Network.input(4).dense(3).build(kernels());
        FitResult result = new Lbfgs(10, 0.01, TIGHT).fit(network, new SoftmaxCrossEntropy(), classes());
        assertThat(result.hasConverged()).as("%s", result).isTrue();
        assertThat(result.loss()).isCloseTo(0.6986755729981832, within(2e-7));
        assertThat(network.layerParameters(0))
                .containsExactly(
                        new float[] {
                            -0.86987865f, -0.31975712f, 1.18963577f, -0.02295096f, 0.50501121f,
                            -0.48206025f, -0.27543409f, 0.28439821f, -0.00896412f, -1.6630906f,
                            -0.03598944f, 1.69908004f, 0.31978464f, 0.847654f, -1.16743864f
                        },
                        within(1e-4f));
    }

    @Test
    void theResultSaysWhatTheNetworkHas() {
        Dataset data = classes();
        Network network = Network.input(4).dense(5, Activation.TANH).dense(3).build(Initializer.glorot(), 3, kernels());
        FitResult result =
                new Lbfgs(5, 0.01, Convergence.withDefaults().atMost(7)).fit(network, new SoftmaxCrossEntropy(), data);
        assertThat(result.stop()).isEqualTo(Stop.ITERATIONS);
        assertThat(result.hasConverged()).isFalse();
        assertThat(result.iterations()).isEqualTo(7);
        assertThat(result.evaluations()).isBetween(8, 8 + 7 * 5);
        Objective objective = new Objective(network, new SoftmaxCrossEntropy(), data, 0.01);
        double[] slope = new double[objective.size()];
        assertThat(objective.value(objective.start(), slope)).isEqualTo(result.loss());
        assertThat(Vectors.largest(slope)).isEqualTo(result.gradientNorm());
        FitResult more =
                new Lbfgs(5, 0.01, Convergence.withDefaults().atMost(0)).fit(network, new SoftmaxCrossEntropy(), data);
        assertThat(more).isEqualTo(new FitResult(0, 1, result.loss(), result.gradientNorm(), Stop.ITERATIONS));
    }

    @Test
    void theSameStartHasTheSameBits() {
        Network one = perceptron(), other = perceptron();
        assertThat(LevenbergMarquardt.withDefaults().fit(one, wave()))
                .isEqualTo(LevenbergMarquardt.withDefaults().fit(other, wave()));
        assertThat(one.parameters()).isEqualTo(other.parameters());
    }

    @Test
    void moreRowsThanABlockAndSeveralOutputs() {
        float[] x = new float[3 * 150], y = new float[2 * 150];
        for (int i = 0; i < x.length; i++) x[i] = (float) Math.sin(0.7 * i * i);
        for (int r = 0; r < 150; r++) {
            y[2 * r] = 1 + 2 * x[3 * r] - x[3 * r + 1];
            y[2 * r + 1] = 3 * x[3 * r + 2] - 0.5f;
        }
        Dataset data = FloatDataset.of(3, x, 2, y);
        Network linear = Network.input(3).dense(2).build(kernels());
        FitResult result = LevenbergMarquardt.withDefaults().fit(linear, data);
        assertThat(linear.layerParameters(0)).containsExactly(new float[] {2, 0, -1, 0, 0, 3, 1, -0.5f}, within(1e-5f));
        // A linear problem takes a step for the damping, and one or two for the rest.
        assertThat(result.iterations()).isLessThan(6);
        Network same = Network.input(3).dense(2).build(kernels());
        new Lbfgs(10, 0, TIGHT).fit(same, new HalfSquaredError(), data);
        assertThat(same.layerParameters(0)).containsExactly(linear.layerParameters(0), within(1e-4f));
    }

    @Test
    void parametersWithoutEffectStopNothing() {
        // Two dead units: nothing flows through them, so their columns of the Jacobian are zero.
        Network network = Network.input(1).dense(4, Activation.RELU).dense(1).build(kernels());
        network.setLayerParameters(0, new float[] {1, -1, 0.1f, 0.1f, 0.5f, 0.5f, -9, -9});
        network.setLayerParameters(1, new float[] {1, 1, 1, 1, 0});
        FitResult result = LevenbergMarquardt.withDefaults().fit(network, wave());
        assertThat(result.hasConverged()).as("%s", result).isTrue();
        assertThat(result.loss()).isLessThan(0.32);
        assertThat(network.layerParameters(0)[6]).isEqualTo(-9f);
    }

    @Test
    void aThreadThatIsInterruptedEndsWithWhatItHas() {
        Network network = perceptron();
        Thread.currentThread().interrupt();
        FitResult result = Lbfgs.withDefaults().fit(network, new MeanSquaredError(), wave());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.stop()).isEqualTo(Stop.INTERRUPTED);
        assertThat(network.parameters()).isEqualTo(perceptron().parameters());
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        Loss loss = new MeanSquaredError();
        Network dropout = Network.input(1).dense(3).dropout(0.5).dense(1).build(kernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lbfgs.withDefaults().fit(dropout, loss, wave()))
                .withMessageContaining("dropout")
                .withMessageContaining("use a Trainer");
        Network norm =
                Network.input(1).add(b -> b.dense(1).batchNorm()).dense(1).build(kernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LevenbergMarquardt.withDefaults().fit(norm, wave()))
                .withMessageContaining("batch norm");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LevenbergMarquardt.withDefaults().fit(perceptron(), classes()))
                .withMessage("data: 4 features, but the network has 1 inputs");
        Network broken = perceptron();
        broken.parameters()[0] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lbfgs.withDefaults().fit(broken, loss, wave()))
                .withMessageContaining("can't start")
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lbfgs(0, 0, Convergence.withDefaults()))
                .withMessageContaining("memory must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LevenbergMarquardt(Double.NaN, Convergence.withDefaults()))
                .withMessageContaining("weightDecay must be finite and not negative, was NaN");
        Network large = Network.input(300).dense(300).build(kernels());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LevenbergMarquardt.withDefaults().fit(large, zero()))
                .withMessageContaining("Levenberg–Marquardt on 90300 parameters needs")
                .withMessageContaining("take L-BFGS");
    }

    @Test
    void aNetworkInTrainingIsLeftAlone() {
        Network network = perceptron();
        Trainer.of(network, new MeanSquaredError(), Sgd.withLearningRate(0.01))
                .epochs(1)
                .listener(new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, int ofEpoch, int rows, double loss) {
                        assertThatIllegalStateException()
                                .isThrownBy(
                                        () -> LevenbergMarquardt.withDefaults().fit(network, wave()))
                                .withMessageContaining("being trained");
                    }
                })
                .fit(wave());
    }
}
