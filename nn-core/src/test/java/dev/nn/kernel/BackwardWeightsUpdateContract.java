package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;
import java.util.List;

/** dW and the optimiser's step in one: the bits of the two operations one after the other. */
interface BackwardWeightsUpdateContract extends KernelContract {
    /** Steps in a row, so that moments that were not written would show. */
    int STEPS = 2;

    private static OptimizerState state(Shape shape, Affine parameters) {
        List<Optimizer> rules = Optimizer.all();
        Optimizer rule = rules.get(Math.floorMod(shape.batch() + 3 * shape.in() + 5 * shape.out(), rules.size()));
        return new OptimizerState(rule, parameters.data().length);
    }

    private static void fused(LayerCase layer, int from, int to, GuardedAffine parameters, OptimizerState state) {
        layer.kernels.backwardWeightsUpdate(
                layer.shape.batch(),
                from,
                to,
                layer.x.view(),
                layer.dy.view(),
                parameters.view(),
                parameters.view().in(new float[parameters.view().data().length]),
                state,
                layer.workspace());
    }

    private static void oneAfterTheOther(LayerCase layer, GuardedAffine parameters, OptimizerState state) {
        Affine w = parameters.view(), gradient = w.in(new float[w.data().length]);
        int batch = layer.shape.batch(), in = layer.shape.in();
        layer.kernels.backwardWeights(
                batch, 0, in, layer.x.view(), layer.dy.view(), gradient, false, layer.workspace());
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < layer.shape.out(); j++) {
                int at = w.weights() + layer.layout.index(i, j);
                layer.kernels.training().update(state, w.data(), gradient.data(), at, at + 1);
            }
        }
    }

    @EveryShape
    default void dwWithTheStepGivesTheBitsOfOneAfterTheOther(Shape shape) {
        LayerCase layer = layer(shape);
        GuardedAffine fused = layer.parameters.copy(), separate = layer.parameters.copy();
        OptimizerState fusedState = state(shape, fused.view()), separateState = state(shape, separate.view());
        String what = layer.describe("W after a step", fusedState.optimizer().name());
        for (int step = 0; step < STEPS; step++) {
            fusedState.begin(0.01);
            separateState.begin(0.01);
            inPiecesOf(layer, shape.in(), step, (from, to) -> fused(layer, from, to, fused, fusedState));
            oneAfterTheOther(layer, separate, separateState);
            fused.assertSameBits(what, separate);
            assertThat(fusedState.first()).as(what).isEqualTo(separateState.first());
            assertThat(fusedState.second()).as(what).isEqualTo(separateState.second());
        }
    }

    /** Whole in the first step, in pieces later. */
    private void inPiecesOf(LayerCase layer, int n, int step, Piece piece) {
        if (step == 0) piece.run(0, n);
        else inPieces(layer, n, piece);
    }
}
