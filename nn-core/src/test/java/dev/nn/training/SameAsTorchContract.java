package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.DenseKernels;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Training from the same start on the same batches goes the way of PyTorch's: every optimiser with every loss, every
 * activation, schedules, clipping, odd shapes. {@code torch/make-fixtures.py} made what it is compared with.
 *
 * <p>{@link TensorError} says how what comes out is compared, weights and biases apart.
 *
 * <p>The first step is also measured by itself, w₁ − w₀, where an error can't hide behind weights that hardly moved.
 */
public abstract class SameAsTorchContract {
    /** Of losses and parameters after the first step. */
    private static final double AFTER_ONE = 1e-5;

    /** Of losses and parameters after twenty: errors grow from step to step. */
    private static final double AFTER_TWENTY = 1e-4;

    /** Of the first step itself: a step is at least 1 % of the parameters, whose rounding errors it takes over. */
    private static final double OF_THE_STEP = 5e-5;

    /** The kernels that train. */
    protected abstract DenseKernels kernels();

    static List<TorchCase> cases() {
        return TorchCase.all(TorchFile.read(TorchFile.TRAJECTORIES));
    }

    /** Parameters of every layer. */
    private static List<float[]> parameters(Network network) {
        List<float[]> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) layers.add(network.layerParameters(l));
        return layers;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void trainingGoesTheSameWay(TorchCase torch) {
        Network network = torch.network(kernels());
        List<float[]> start = parameters(network), afterOne = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        torch.train(network, new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                losses.add(loss);
                if (losses.size() == 1) afterOne.addAll(parameters(network));
            }
        });
        assertLosses(losses, torch.losses());
        List<float[]> afterTwenty = parameters(network);
        for (int l = 0; l < start.size(); l++) {
            int bias = network.layers().get(l).out(), weights = start.get(l).length - bias;
            for (Range range : List.of(new Range("W", l, 0, weights), new Range("b", l, weights, weights + bias))) {
                float[] expectedOne = torch.parametersAfter(1, l), expected = torch.parametersAfter(TorchCase.STEPS, l);
                assertClose("after 1 step", range, afterOne.get(l), expectedOne, AFTER_ONE);
                assertClose("after 20 steps", range, afterTwenty.get(l), expected, AFTER_TWENTY);
                double[] step = range.difference(afterOne.get(l), start.get(l));
                double[] expectedStep = range.difference(expectedOne, start.get(l));
                assertThat(TensorError.relative(step, expectedStep))
                        .as("%s: the first step", range)
                        .isLessThan(OF_THE_STEP);
            }
        }
    }

    private static void assertLosses(List<Double> losses, float[] expected) {
        assertThat(losses).hasSize(TorchCase.STEPS).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(losses.get(i) - expected[i]) / expected[i])
                    .as("loss of step %d: %s, PyTorch %s", i + 1, losses.get(i), expected[i])
                    .isLessThan(i == 0 ? AFTER_ONE : AFTER_TWENTY);
        }
    }

    private static void assertClose(String when, Range range, float[] actual, float[] expected, double tolerance) {
        TensorError.assertClose(
                range + " " + when,
                range.difference(actual, new float[actual.length]),
                range.difference(expected, new float[expected.length]),
                tolerance);
    }

    /** A tensor among a layer's parameters. */
    private record Range(String name, int layer, int from, int to) {
        double[] difference(float[] a, float[] b) {
            double[] result = new double[to - from];
            for (int i = from; i < to; i++) result[i - from] = (double) a[i] - b[i];
            return result;
        }

        @Override
        public String toString() {
            return "layer %d %s".formatted(layer, name);
        }
    }

    /** A new optimiser or loss needs a case. An activation may do without: its gradient is checked by itself. */
    @Test
    void nothingIsLeftOut() {
        Set<String> pairs = new HashSet<>();
        for (TorchCase torch : cases()) {
            pairs.add(torch.optimizer().name() + " " + torch.loss().name());
        }
        for (Optimizer optimizer : Optimizer.all()) {
            for (Loss loss : Loss.all()) assertThat(pairs).contains(optimizer.name() + " " + loss.name());
        }
    }
}
