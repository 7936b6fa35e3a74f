package dev.nn.kernel;

import org.ejml.data.DMatrixRMaj;

/** The gradient of the input: dX = dZ·Wᵀ. */
interface BackwardInputContract extends KernelContract {
    private static void run(LayerCase layer, int from, int to, GuardedRows dx) {
        layer.kernels.backwardInput(
                layer.shape.batch(), from, to, layer.dy.view(), layer.parameters.view(), dx.view(), layer.workspace());
    }

    @EveryShape
    default void dxIsDzTimesWTransposed(Shape shape) {
        LayerCase layer = layer(shape);
        GuardedRows dx = layer.inputs();
        run(layer, 0, shape.in(), dx);
        dx.assertWritten(layer.describe("dX"));
        DMatrixRMaj dz = layer.dy.toDouble(), zero = new DMatrixRMaj(shape.batch(), shape.in());
        Bounded.product(Bounded.Product.TRANSPOSED_B, shape.out(), dz, layer.parameters.weights(), zero)
                .assertHolds(layer.describe("dX"), dx);
    }

    @EveryShape
    default void dxInPiecesGivesTheSameBits(Shape shape) {
        LayerCase layer = layer(shape);
        GuardedRows dx = layer.inputs(), pieces = dx.copy();
        run(layer, 0, shape.in(), dx);
        inPieces(layer, shape.in(), (from, to) -> run(layer, from, to, pieces));
        pieces.assertSameBits(layer.describe("dX in pieces"), dx);
    }

    @EveryShape
    default void backwardInputWritesNoOtherColumns(Shape shape) {
        LayerCase layer = layer(shape);
        LayerCase.Range range = layer.range(shape.in());
        GuardedRows dx = layer.inputs();
        run(layer, range.from(), range.to(), dx);
        dx.assertOnlyWritten(
                layer.describe("dX of columns %s".formatted(range)), 0, shape.batch(), range.from(), range.to());
    }

    @EveryShape
    default void backwardLeavesItsOperandsAlone(Shape shape) {
        LayerCase layer = layer(shape);
        GuardedRows x = layer.x.copy(), dz = layer.dy.copy();
        GuardedAffine parameters = layer.parameters.copy();
        run(layer, 0, shape.in(), layer.inputs());
        layer.kernels.backwardWeights(
                shape.batch(),
                0,
                shape.in(),
                layer.x.view(),
                layer.dy.view(),
                layer.gradient().view(),
                false,
                layer.workspace());
        layer.x.assertSameBits(layer.describe("X"), x);
        layer.dy.assertSameBits(layer.describe("dZ"), dz);
        layer.parameters.assertSameBits(layer.describe("W"), parameters);
    }
}
