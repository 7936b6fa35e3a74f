package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import java.util.Random;

/** Prediction with frozen weights: the bits of the forward pass with the weights rounded, in every precision. */
interface PredictContract extends KernelContract {
    @EveryShape
    default void predictionGivesTheBitsOfTheForwardPass(Shape shape) {
        LayerCase layer = layer(shape);
        for (Precision precision : Precision.values()) {
            FrozenAffine frozen = layer.kernels.freeze(layer.parameters.view(), precision);
            round(layer.parameters.view(), precision);
            for (Activation activation : Activation.all()) {
                GuardedRows y = layer.outputs(), expected = y.copy();
                layer.forward(0, shape.batch(), activation, expected, expected);
                predict(layer, 0, shape.batch(), frozen, activation, y);
                y.assertSameBits(layer.describe("predicted Y", activation, precision), expected);
            }
        }
    }

    @EveryShape
    default void predictionWritesNoOtherRows(Shape shape) {
        LayerCase layer = layer(shape);
        LayerCase.Range range = layer.range(shape.batch());
        for (Precision precision : Precision.values()) {
            FrozenAffine frozen = layer.kernels.freeze(layer.parameters.view(), precision);
            for (Activation activation : Activation.all()) {
                GuardedRows y = layer.outputs();
                predict(layer, range.from(), range.to(), frozen, activation, y);
                String what = layer.describe("predicted Y of rows %s".formatted(range), activation, precision);
                y.assertOnlyWritten(what, range.from(), range.to(), 0, shape.out());
            }
        }
    }

    @EveryShape
    default void frozenParametersAreTheRoundedOnesOfThatMoment(Shape shape) {
        LayerCase layer = layer(shape);
        Affine parameters = layer.parameters.view(),
                before = layer.parameters.copy().view();
        for (Precision precision : Precision.values()) {
            FrozenAffine frozen = layer.kernels.freeze(parameters, precision);
            scramble(parameters, layer.random);
            assertThat(frozen.precision()).isEqualTo(precision);
            assertThat(frozen.in()).isEqualTo(shape.in());
            assertThat(frozen.out()).isEqualTo(shape.out());
            assertThat(frozen.bytes()).isGreaterThanOrEqualTo((long) shape.in() * shape.out() * 2 + shape.out() * 4L);
            for (int j = 0; j < shape.out(); j++) {
                assertThat(frozen.bias(j)).isEqualTo(before.bias(j));
                for (int i = 0; i < shape.in(); i++) {
                    assertThat(frozen.weight(i, j)).isEqualTo(precision.round(before.weight(i, j)));
                }
            }
            System.arraycopy(before.data(), 0, parameters.data(), 0, before.data().length);
        }
    }

    private static void predict(
            LayerCase layer, int from, int to, FrozenAffine frozen, Activation activation, GuardedRows y) {
        int floats = layer.kernels.scratch(new Operation.Prediction(layer.shape.batch(), frozen, activation));
        Workspace workspace = new Workspace().reserve(floats);
        Guard.fill(workspace.scratch());
        layer.kernels.predict(from, to, layer.x.view(), frozen, activation, y.view(), workspace);
    }

    private static void round(Affine parameters, Precision precision) {
        WeightLayout layout = parameters.layout();
        for (int i = 0; i < layout.in(); i++) {
            for (int j = 0; j < layout.out(); j++) {
                parameters.setWeight(i, j, precision.round(parameters.weight(i, j)));
            }
        }
    }

    private static void scramble(Affine parameters, Random random) {
        for (int i = 0; i < parameters.layout().in(); i++) {
            for (int j = 0; j < parameters.layout().out(); j++) {
                parameters.setWeight(i, j, (float) random.nextGaussian());
                parameters.setBias(j, (float) random.nextGaussian());
            }
        }
    }
}
