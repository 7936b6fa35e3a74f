package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;

/** The forward pass: Y = act(X ∗ W + b), and Z where the backward pass will need it. */
interface ConvolveContract extends ConvolutionContract {
    @EveryConvolution
    default void convolveIsTheActivationOfTheSevenLoops(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        Bounded expected = layer.z();
        for (Activation activation : new Activation[] {Activation.RELU, Activation.IDENTITY, layer.activation()}) {
            String what = layer.describe("Y", activation);
            GuardedRows z = layer.outputs(), y = layer.outputs();
            layer.convolve(0, convolution.pixels(), activation, z, y);
            y.assertWritten(what);
            expected.map(activation::apply, activation.lipschitz(), ActivationError.of(activation)::at)
                    .assertHolds(what, y);
            if (activation.saved() == Saved.INPUT) {
                z.assertWritten(layer.describe("Z", activation));
                expected.assertHolds(layer.describe("Z", activation), z);
            } else {
                z.assertUntouched(layer.describe("the unused Z", activation));
            }
        }
    }

    @EveryConvolution
    default void convolveInPiecesGivesTheSameBitsAndWritesNothingElse(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        for (Activation activation : new Activation[] {Activation.RELU, layer.activation()}) {
            GuardedRows z = layer.outputs(), y = layer.outputs(), pieceZ = z.copy(), pieceY = y.copy();
            layer.convolve(0, convolution.pixels(), activation, z, y);
            layer.inPieces(convolution.pixels(), (from, to) -> {
                GuardedRows before = pieceY.copy();
                layer.convolve(from, to, activation, pieceZ, pieceY);
                for (int p = from; p < to; p++) {
                    int image = p / layer.shape.outPixels(), filters = layer.shape.filters();
                    int at = p % layer.shape.outPixels() * filters;
                    for (int f = at; f < at + filters; f++) before.set(image, f, pieceY.get(image, f));
                }
                pieceY.assertSameBits(layer.describe("what surrounds pixels %d to %d".formatted(from, to)), before);
            });
            pieceY.assertSameBits(layer.describe("Y in pieces", activation), y);
            pieceZ.assertSameBits(layer.describe("Z in pieces", activation), z);
        }
    }

    @EveryConvolution
    default void convolveMayBeGivenYForAnUnneededZ(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        GuardedRows y = layer.outputs(), both = y.copy();
        layer.convolve(0, convolution.pixels(), layer.activation(), layer.outputs(), y);
        layer.convolve(0, convolution.pixels(), layer.activation(), both, both);
        both.assertSameBits(layer.describe("Y given as Z too", layer.activation()), y);
    }

    /** Nor on the batch, nor on where the image lies in memory. */
    @EveryConvolution
    default void convolveDoesNotDependOnThePlaceOfAnImage(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        for (int r = 1; r < convolution.batch(); r++) {
            for (int i = 0; i < layer.shape.in(); i++) layer.x.set(r, i, layer.x.get(0, i));
        }
        GuardedRows y = layer.outputs(), expected = y.copy();
        layer.convolve(
                0, Math.min(1, convolution.batch()) * layer.shape.outPixels(), layer.activation(), expected, expected);
        layer.convolve(0, convolution.pixels(), layer.activation(), y, y);
        for (int r = 1; r < convolution.batch(); r++) {
            for (int i = 0; i < layer.shape.out(); i++) expected.set(r, i, expected.get(0, i));
        }
        y.assertSameBits(layer.describe("Y of equal images", layer.activation()), expected);
    }
}
