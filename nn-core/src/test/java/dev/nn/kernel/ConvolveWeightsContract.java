package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/** The gradient of the weights, overwriting or adding, alone or with the optimiser's step. */
interface ConvolveWeightsContract extends ConvolutionContract {
    @EveryConvolution
    default void dwIsThatOfTheSevenLoops(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        int patch = layer.shape.patch();
        GuardedAffine gradient = layer.gradient();
        layer.convolveWeights(0, patch, gradient, false);
        String what = layer.describe("dW");
        gradient.assertOnlyWritten(what, 0, patch, 0, 0);
        layer.dw(new DMatrixRMaj(patch, layer.shape.filters())).assertHolds(what, gradient.view());
    }

    @EveryConvolution
    default void dwIsAddedWhereAsked(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        GuardedAffine gradient = GuardedAffine.random(layer.layout, layer.random);
        Bounded expected = layer.dw(gradient.weights());
        layer.convolveWeights(0, layer.shape.patch(), gradient, true);
        expected.assertHolds(layer.describe("accumulated dW"), gradient.view());
    }

    @EveryConvolution
    default void dwInPiecesGivesTheSameBits(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        for (boolean accumulate : new boolean[] {false, true}) {
            GuardedAffine gradient = GuardedAffine.random(layer.layout, layer.random), pieces = gradient.copy();
            layer.convolveWeights(0, layer.shape.patch(), gradient, accumulate);
            layer.inPieces(layer.shape.patch(), (from, to) -> layer.convolveWeights(from, to, pieces, accumulate));
            pieces.assertSameBits(layer.describe("dW in pieces", "accumulate " + accumulate), gradient);
        }
    }

    @EveryConvolution
    default void convolveWeightsWritesNoOtherRows(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        int from = layer.random.nextInt(layer.shape.patch()),
                to = from + layer.random.nextInt(layer.shape.patch() - from) + 1;
        GuardedAffine gradient = layer.gradient();
        layer.convolveWeights(from, to, gradient, false);
        gradient.assertOnlyWritten(layer.describe("dW of rows %d to %d".formatted(from, to)), from, to, 0, 0);
    }

    /** The bits of the two operations one after the other. */
    @EveryConvolution
    default void dwWithTheStepGivesTheBitsOfOneAfterTheOther(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        List<Optimizer> rules = Optimizer.all();
        Optimizer rule = rules.get(Math.floorMod(layer.shape.hashCode(), rules.size()));
        GuardedAffine fused = layer.parameters.copy(), separate = layer.parameters.copy();
        int length = fused.view().data().length;
        OptimizerState fusedState = new OptimizerState(rule, length), state = new OptimizerState(rule, length);
        String what = layer.describe("W after a step", rule.name());
        for (int step = 0; step < 2; step++) {
            fusedState.begin(0.01);
            state.begin(0.01);
            layer.inPieces(
                    layer.shape.patch(),
                    (from, to) -> layer.kernels.convolveWeightsUpdate(
                            layer.batch,
                            from,
                            to,
                            layer.x.view(),
                            layer.shape,
                            layer.dz.view(),
                            fused.view(),
                            fused.view().in(new float[length]),
                            fusedState,
                            layer.workspace()));
            GuardedAffine gradient = layer.parameters.copy();
            layer.convolveWeights(0, layer.shape.patch(), gradient, false);
            Affine w = separate.view();
            for (int k = 0; k < layer.shape.patch(); k++) {
                for (int f = 0; f < layer.shape.filters(); f++) {
                    int at = w.weights() + layer.layout.index(k, f);
                    state.optimizer()
                            .step(
                                    state.coefficients(),
                                    w.data(),
                                    gradient.view().data(),
                                    state.first(),
                                    state.second(),
                                    at,
                                    at + 1);
                }
            }
            fused.assertSameBits(what, separate);
            assertThat(fusedState.first()).as(what).isEqualTo(state.first());
            assertThat(fusedState.second()).as(what).isEqualTo(state.second());
        }
    }
}
