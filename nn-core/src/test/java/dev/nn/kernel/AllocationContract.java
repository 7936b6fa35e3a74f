package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.optimizer.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No operation allocates once it has warmed up: a subclass names the kernels. */
public abstract class AllocationContract {
    private static final Shape[] SHAPES = {new Shape(1, 17, 10), new Shape(9, 70, 83)};

    /** The kernels that are measured. */
    protected abstract DenseKernels kernels();

    private static void assertAllocatesNothing(String what, Runnable work) {
        assertThat(AllocationProbe.bytesPerCall(work))
                .as("bytes that %s allocates", what)
                .isZero();
    }

    @EveryActivation
    void noOperationAllocates(Activation activation) {
        DenseKernels kernels = kernels();
        for (Shape shape : SHAPES) {
            LayerCase layer = new LayerCase(kernels, shape);
            int batch = shape.batch(), in = shape.in(), out = shape.out();
            Workspace workspace = layer.workspace();
            Affine parameters = layer.parameters.view(),
                    gradient = layer.gradient().view();
            Rows x = layer.x.view(),
                    dy = layer.dy.view(),
                    saved = layer.saved(activation).view();
            Rows z = layer.outputs().view(),
                    y = layer.outputs().view(),
                    dz = layer.outputs().view();
            Rows dx = layer.inputs().view();
            assertAllocatesNothing(
                    "forward of " + shape, () -> kernels.forward(0, batch, x, parameters, activation, z, y, workspace));
            for (Precision precision : Precision.values()) {
                FrozenAffine frozen = kernels.freeze(parameters, precision);
                assertAllocatesNothing(
                        "predict of " + shape + " in " + precision,
                        () -> kernels.predict(0, batch, x, frozen, activation, y, workspace));
            }
            assertAllocatesNothing(
                    "backwardActivation of " + shape,
                    () -> kernels.backwardActivation(batch, 0, out, activation, dy, saved, dz, gradient, workspace));
            assertAllocatesNothing(
                    "backwardWeights of " + shape,
                    () -> kernels.backwardWeights(batch, 0, in, x, dy, gradient, false, workspace));
            assertAllocatesNothing(
                    "backwardInput of " + shape,
                    () -> kernels.backwardInput(batch, 0, in, dy, parameters, dx, workspace));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.nn.kernel.UpdateRule#all")
    void updateDoesNotAllocate(Optimizer optimizer) {
        DenseKernels kernels = kernels();
        UpdateContract.Case some = new UpdateContract.Case(optimizer, 1003);
        assertAllocatesNothing("update", () -> {
            some.state.begin(1e-3);
            kernels.training().update(some.state, some.w, some.g, UpdateContract.Case.FROM, some.to);
        });
    }

    @Test
    void theLossDoesNotAllocate() {
        DenseKernels kernels = kernels();
        TrainingKernels training = kernels.training();
        for (int classes : new int[] {3, 10, 100}) {
            Rows z = Rows.allocate(20, classes), labels = Rows.allocate(20, 1), dz = Rows.allocate(20, classes);
            Workspace workspace = new Workspace().reserve(kernels.scratch(new Operation.SoftmaxCrossEntropy(classes)));
            double[] sum = new double[1];
            assertAllocatesNothing(
                    "softmaxCrossEntropy of " + classes,
                    () -> sum[0] += training.softmaxCrossEntropy(0, 20, classes, z, labels, 1, dz, workspace));
            assertAllocatesNothing(
                    "sumOfSquares", () -> sum[0] += training.sumOfSquares(dz.data(), 0, dz.data().length));
        }
    }

    /** A check that can't fail proves nothing. */
    @Test
    void anAllocationWouldBeFound() {
        float[][] garbage = new float[1][];
        assertThat(AllocationProbe.bytesPerCallOfCanary(() -> garbage[0] = new float[1]))
                .isGreaterThanOrEqualTo(16);
    }
}
