package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import java.util.Arrays;
import java.util.List;

/** The same call gives the same bits: interpreted or compiled, whatever the scratch memory held before. */
interface RepetitionContract extends KernelContract {
    List<Shape> SHAPES = List.of(new Shape(1, 17, 10), new Shape(5, 33, 67), new Shape(9, 20, 16));
    int CALLS = 1500;

    @EveryActivation
    default void repeatedCallsGiveTheSameBits(Activation activation) {
        for (Shape shape : SHAPES) {
            LayerCase layer = layer(shape);
            Workspace workspace = layer.workspace();
            GuardedRows z = layer.outputs(), y = layer.outputs(), dz = layer.outputs(), dx = layer.inputs();
            GuardedAffine gradient = layer.gradient();
            int first = 0;
            for (int call = 0; call < CALLS; call++) {
                if (call == CALLS / 2) Arrays.fill(workspace.scratch(), 1e30f);
                step(layer, activation, z, y, dz, dx, gradient, workspace);
                int hash = 31 * Arrays.hashCode(y.view().data())
                        + Arrays.hashCode(dz.view().data());
                hash = 31 * hash + Arrays.hashCode(dx.view().data());
                hash = 31 * hash + Arrays.hashCode(gradient.view().data());
                if (call == 0) first = hash;
                assertThat(hash).as(layer.describe("call " + call, activation)).isEqualTo(first);
            }
        }
    }

    private static void step(
            LayerCase layer,
            Activation activation,
            GuardedRows z,
            GuardedRows y,
            GuardedRows dz,
            GuardedRows dx,
            GuardedAffine gradient,
            Workspace workspace) {
        DenseKernels kernels = layer.kernels;
        int batch = layer.shape.batch(), in = layer.shape.in(), out = layer.shape.out();
        Affine parameters = layer.parameters.view();
        Rows saved = activation.saved() == Activation.Saved.INPUT ? z.view() : y.view();
        kernels.forward(0, batch, layer.x.view(), parameters, activation, z.view(), y.view(), workspace);
        kernels.backwardActivation(
                batch, 0, out, activation, layer.dy.view(), saved, dz.view(), gradient.view(), workspace);
        kernels.backwardWeights(batch, 0, in, layer.x.view(), dz.view(), gradient.view(), false, workspace);
        kernels.backwardInput(batch, 0, in, dz.view(), parameters, dx.view(), workspace);
    }
}
