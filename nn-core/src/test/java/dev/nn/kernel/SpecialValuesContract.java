package dev.nn.kernel;

import static org.assertj.core.api.Assertions.fail;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** NaN, infinities, zeros and denormals: they do what plain arithmetic says, and only where it says so. */
interface SpecialValuesContract extends KernelContract {
    List<Float> SPECIAL = List.of(
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            0f,
            -0f,
            Float.MIN_VALUE,
            -Float.MIN_VALUE,
            Float.MIN_NORMAL,
            -Float.MIN_NORMAL,
            1e-20f,
            -1e-20f,
            1e-4f,
            -1e-4f,
            1f,
            -1f,
            5f,
            -5f,
            9.5f,
            -9.5f,
            20f,
            -20f,
            88f,
            -88f,
            89f,
            -89f,
            104f,
            -104f,
            1e4f,
            -1e4f,
            1e20f,
            -1e20f,
            Float.MAX_VALUE,
            -Float.MAX_VALUE);

    /** X has one column, W is all ones, b zero: every column of Z is X. */
    @ParameterizedTest(name = "{0} outputs")
    @ValueSource(ints = {1, 3, 8, 17, 70, 128})
    default void everyActivationTakesSpecialValues(int out) {
        LayerCase layer = layer(new Shape(SPECIAL.size(), 1, out));
        for (int r = 0; r < SPECIAL.size(); r++) layer.x.set(r, 0, SPECIAL.get(r));
        for (int j = 0; j < out; j++) {
            layer.parameters.view().setWeight(0, j, 1);
            layer.parameters.view().setBias(j, 0);
        }
        for (Activation activation : Activation.all()) {
            GuardedRows z = layer.outputs(), y = layer.outputs(), dz = layer.outputs(), dy = layer.outputs();
            layer.forward(0, SPECIAL.size(), activation, z, y);
            GuardedRows saved = activation.saved() == Saved.INPUT ? z : y;
            for (int r = 0; r < SPECIAL.size(); r++) for (int j = 0; j < out; j++) dy.set(r, j, 1);
            layer.kernels.backwardActivation(
                    SPECIAL.size(),
                    0,
                    out,
                    activation,
                    dy.view(),
                    saved.view(),
                    dz.view(),
                    layer.gradient().view(),
                    layer.workspace());
            for (int r = 0; r < SPECIAL.size(); r++) {
                for (int j = 0; j < out; j++) {
                    String where = "(%s), column %d of %d".formatted(SPECIAL.get(r), j, out);
                    double expected = activation.apply(SPECIAL.get(r));
                    check(activation.name() + where, expected, ActivationError.of(activation), y.get(r, j));
                    double slope = activation.derivativeFromSaved(saved.get(r, j));
                    ActivationError error = ActivationError.ofDerivative(activation);
                    check("the derivative of " + activation.name() + where, slope, error, dz.get(r, j));
                }
            }
        }
    }

    private static void check(String what, double expected, ActivationError error, float actual) {
        float rounded = (float) expected;
        boolean same = Float.compare(rounded, actual) == 0 || rounded == actual;
        double allowed = error.at(expected) + Rounding.U * Math.abs(expected) + Float.MIN_VALUE;
        if (same || Math.abs(actual - expected) <= allowed) return;
        fail("%s is %s, expected %s ± %s".formatted(what, actual, expected, allowed));
    }

    @EveryShape
    default void nanInXReachesItsRowOnly(Shape shape) {
        if (shape.batch() == 0) return;
        LayerCase layer = layer(shape), poisoned = layer(shape);
        Random random = shape.random();
        int row = random.nextInt(shape.batch()), i = random.nextInt(shape.in());
        poisoned.x.set(row, i, Float.NaN);
        for (Activation activation : Activation.all()) {
            GuardedRows z = layer.outputs(), y = layer.outputs(), actual = y.copy();
            layer.forward(0, shape.batch(), activation, z, y);
            poisoned.forward(0, shape.batch(), activation, z, actual);
            for (int j = 0; j < shape.out(); j++) y.set(row, j, Float.NaN);
            actual.assertSameBits(layer.describe("Y with NaN in X[%d][%d]".formatted(row, i), activation), y);
        }
    }

    @EveryShape
    default void nanInWReachesItsColumnOfYAndOfDxOnly(Shape shape) {
        LayerCase layer = layer(shape), poisoned = layer(shape);
        Random random = shape.random();
        int i = random.nextInt(shape.in()), column = random.nextInt(shape.out());
        poisoned.parameters.view().setWeight(i, column, Float.NaN);
        String place = "with NaN in W[%d][%d]".formatted(i, column);
        GuardedRows y = layer.outputs(), actual = y.copy(), dx = layer.inputs(), actualDx = dx.copy();
        layer.forward(0, shape.batch(), Activation.RELU, y, y);
        poisoned.forward(0, shape.batch(), Activation.RELU, actual, actual);
        backwardInput(layer, dx);
        backwardInput(poisoned, actualDx);
        for (int r = 0; r < shape.batch(); r++) {
            y.set(r, column, Float.NaN);
            dx.set(r, i, Float.NaN);
        }
        actual.assertSameBits(layer.describe("Y " + place), y);
        actualDx.assertSameBits(layer.describe("dX " + place), dx);
    }

    @EveryShape
    default void infinityInXHasTheSignOfTheWeight(Shape shape) {
        if (shape.batch() == 0) return;
        LayerCase layer = layer(shape), poisoned = layer(shape);
        Random random = shape.random();
        int row = random.nextInt(shape.batch()), i = random.nextInt(shape.in());
        poisoned.x.set(row, i, Float.NEGATIVE_INFINITY);
        GuardedRows y = layer.outputs(), actual = y.copy();
        layer.forward(0, shape.batch(), Activation.IDENTITY, y, y);
        poisoned.forward(0, shape.batch(), Activation.IDENTITY, actual, actual);
        for (int j = 0; j < shape.out(); j++) {
            float sign = Math.signum(layer.parameters.view().weight(i, j));
            y.set(row, j, sign * Float.NEGATIVE_INFINITY);
        }
        actual.assertSameBits(layer.describe("Y with -∞ in X[%d][%d]".formatted(row, i)), y);
    }

    @EveryShape
    default void nanInDzReachesItsColumnOfDwAndItsRowOfDxOnly(Shape shape) {
        if (shape.batch() == 0) return;
        LayerCase layer = layer(shape), poisoned = layer(shape);
        Random random = shape.random();
        int row = random.nextInt(shape.batch()), column = random.nextInt(shape.out());
        poisoned.dy.set(row, column, Float.NaN);
        String place = "with NaN in dZ[%d][%d]".formatted(row, column);
        GuardedRows dx = layer.inputs(), actualDx = dx.copy();
        backwardInput(layer, dx);
        backwardInput(poisoned, actualDx);
        for (int i = 0; i < shape.in(); i++) dx.set(row, i, Float.NaN);
        actualDx.assertSameBits(layer.describe("dX " + place), dx);
        GuardedAffine dw = layer.gradient(), actualDw = dw.copy();
        backwardWeights(layer, dw);
        backwardWeights(poisoned, actualDw);
        for (int i = 0; i < shape.in(); i++) dw.view().setWeight(i, column, Float.NaN);
        actualDw.assertSameBits(layer.describe("dW " + place), dw);
    }

    private static void backwardInput(LayerCase layer, GuardedRows dx) {
        Shape shape = layer.shape;
        layer.kernels.backwardInput(
                shape.batch(), 0, shape.in(), layer.dy.view(), layer.parameters.view(), dx.view(), layer.workspace());
    }

    private static void backwardWeights(LayerCase layer, GuardedAffine gradient) {
        Shape shape = layer.shape;
        layer.kernels.backwardWeights(
                shape.batch(),
                0,
                shape.in(),
                layer.x.view(),
                layer.dy.view(),
                gradient.view(),
                false,
                layer.workspace());
    }
}
