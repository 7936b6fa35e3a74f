package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;

/** Predictions with frozen weights: the bits of the forward pass with the weights as they were rounded. */
interface ConvolutionPredictContract extends ConvolutionContract {
    @EveryConvolution
    default void predictGivesTheBitsOfConvolveWithTheRoundedWeights(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        Affine parameters = layer.parameters.view();
        for (Precision precision : Precision.values()) {
            FrozenAffine frozen = kernels().freeze(layer.shape, parameters, precision);
            Affine rounded = rounded(parameters, precision);
            for (Activation activation : new Activation[] {Activation.RELU, layer.activation()}) {
                GuardedRows expected = layer.outputs(), y = expected.copy(), pieces = expected.copy();
                Rows sums = expected.view();
                kernels()
                        .convolve(
                                0,
                                convolution.pixels(),
                                layer.x.view(),
                                layer.shape,
                                rounded,
                                activation,
                                sums,
                                sums,
                                layer.workspace());
                predict(layer, 0, convolution.pixels(), frozen, activation, y);
                layer.inPieces(
                        convolution.pixels(), (from, to) -> predict(layer, from, to, frozen, activation, pieces));
                y.assertSameBits(layer.describe("Y of a prediction", precision, activation), expected);
                pieces.assertSameBits(layer.describe("a prediction in pieces", precision, activation), expected);
            }
        }
    }

    private void predict(
            ConvolutionCase layer, int from, int to, FrozenAffine frozen, Activation activation, GuardedRows y) {
        Workspace workspace = new Workspace().reserve(kernels().scratch(layer.shape, frozen));
        Guard.fill(workspace.scratch());
        kernels().predict(from, to, layer.x.view(), layer.shape, frozen, activation, y.view(), workspace);
    }

    private static Affine rounded(Affine parameters, Precision precision) {
        Affine rounded = parameters.in(parameters.data().clone());
        for (int f = 0; f < parameters.layout().out(); f++) {
            for (int i = 0; i < parameters.layout().in(); i++) {
                rounded.setWeight(i, f, precision.round(parameters.weight(i, f)));
            }
        }
        return rounded;
    }

    /** Also of parameters that other kernels have laid out. */
    @EveryConvolution
    default void frozenWeightsAreTheRoundedOnes(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        Affine parameters = layer.parameters.view(), rowMajor = rowMajor(parameters);
        for (Precision precision : Precision.values()) {
            for (Affine from : new Affine[] {parameters, rowMajor}) {
                FrozenAffine frozen = kernels().freeze(layer.shape, from, precision);
                assertThat(frozen.precision()).isEqualTo(precision);
                assertThat(frozen.in()).isEqualTo(layer.shape.patch());
                assertThat(frozen.out()).isEqualTo(layer.shape.filters());
                for (int f = 0; f < frozen.out(); f++) {
                    assertThat(frozen.bias(f)).isEqualTo(parameters.bias(f));
                    for (int i = 0; i < frozen.in(); i++) {
                        float expected = precision.round(parameters.weight(i, f));
                        if (Float.floatToIntBits(frozen.weight(i, f)) != Float.floatToIntBits(expected)) {
                            assertThat(frozen.weight(i, f)).isEqualTo(expected);
                        }
                    }
                }
            }
        }
    }

    private static Affine rowMajor(Affine parameters) {
        WeightLayout layout = parameters.layout();
        Affine copy = Affine.allocate(WeightLayout.rowMajor(layout.in(), layout.out()));
        for (int f = 0; f < layout.out(); f++) {
            for (int i = 0; i < layout.in(); i++) copy.setWeight(i, f, parameters.weight(i, f));
            copy.setBias(f, parameters.bias(f));
        }
        return copy;
    }
}
