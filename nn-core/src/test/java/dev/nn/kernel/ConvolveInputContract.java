package dev.nn.kernel;

/** The gradient of the input. */
interface ConvolveInputContract extends ConvolutionContract {
    @EveryConvolution
    default void dxIsThatOfTheSevenLoops(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        GuardedRows dx = layer.inputs();
        layer.convolveInput(0, layer.batch, dx);
        dx.assertWritten(layer.describe("dX"));
        layer.dx().assertHolds(layer.describe("dX"), dx);
    }

    @EveryConvolution
    default void dxInPiecesGivesTheSameBitsAndWritesNothingElse(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        GuardedRows dx = layer.inputs(), pieces = dx.copy();
        layer.convolveInput(0, layer.batch, dx);
        layer.inPieces(layer.batch, (from, to) -> {
            GuardedRows one = GuardedRows.blank(layer.batch, layer.shape.in(), layer.random);
            layer.convolveInput(from, to, one);
            one.assertOnlyWritten(
                    layer.describe("dX of images %d to %d".formatted(from, to)), from, to, 0, layer.shape.in());
            layer.convolveInput(from, to, pieces);
        });
        pieces.assertSameBits(layer.describe("dX in pieces"), dx);
    }

    @EveryConvolution
    default void convolveInputDoesNotDependOnThePlaceOfAnImage(Convolution convolution) {
        ConvolutionCase layer = layer(convolution);
        if (layer.batch == 0) return;
        for (int r = 1; r < layer.batch; r++) {
            for (int i = 0; i < layer.shape.out(); i++) layer.dz.set(r, i, layer.dz.get(0, i));
        }
        GuardedRows dx = layer.inputs(), expected = dx.copy();
        layer.convolveInput(0, 1, expected);
        layer.convolveInput(0, layer.batch, dx);
        for (int r = 1; r < layer.batch; r++) {
            for (int i = 0; i < layer.shape.in(); i++) expected.set(r, i, expected.get(0, i));
        }
        dx.assertSameBits(layer.describe("dX of equal images"), expected);
    }
}
