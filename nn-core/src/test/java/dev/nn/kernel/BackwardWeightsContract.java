package dev.nn.kernel;

import org.ejml.data.DMatrixRMaj;

/** The gradient of the weights: dW = Xᵀ·dZ, overwriting or adding. */
interface BackwardWeightsContract extends KernelContract {
    private static void run(LayerCase layer, int from, int to, GuardedAffine gradient, boolean accumulate) {
        layer.kernels.backwardWeights(
                layer.shape.batch(),
                from,
                to,
                layer.x.view(),
                layer.dy.view(),
                gradient.view(),
                accumulate,
                layer.workspace());
    }

    private static Bounded expected(LayerCase layer, DMatrixRMaj start) {
        return Bounded.product(
                Bounded.Product.TRANSPOSED_A, layer.shape.batch(), layer.x.toDouble(), layer.dy.toDouble(), start);
    }

    @EveryShape
    default void dwIsXTransposedTimesDz(Shape shape) {
        LayerCase layer = layer(shape);
        GuardedAffine gradient = layer.gradient();
        run(layer, 0, shape.in(), gradient, false);
        String what = layer.describe("dW");
        gradient.assertOnlyWritten(what, 0, shape.in(), 0, 0);
        expected(layer, new DMatrixRMaj(shape.in(), shape.out())).assertHolds(what, gradient.view());
    }

    @EveryShape
    default void dwIsAddedWhereAsked(Shape shape) {
        LayerCase layer = layer(shape);
        GuardedAffine gradient = GuardedAffine.random(layer.layout, layer.random);
        Bounded expected = expected(layer, gradient.weights());
        run(layer, 0, shape.in(), gradient, true);
        expected.assertHolds(layer.describe("accumulated dW"), gradient.view());
        gradient.assertOnlyWritten(layer.describe("accumulated dW"), 0, shape.in(), 0, shape.out());
    }

    @EveryShape
    default void dwInPiecesGivesTheSameBits(Shape shape) {
        for (boolean accumulate : new boolean[] {false, true}) {
            LayerCase layer = layer(shape);
            GuardedAffine gradient = GuardedAffine.random(layer.layout, layer.random), pieces = gradient.copy();
            run(layer, 0, shape.in(), gradient, accumulate);
            inPieces(layer, shape.in(), (from, to) -> run(layer, from, to, pieces, accumulate));
            pieces.assertSameBits(layer.describe("dW in pieces", "accumulate " + accumulate), gradient);
        }
    }

    @EveryShape
    default void backwardWeightsWritesNoOtherRows(Shape shape) {
        LayerCase layer = layer(shape);
        LayerCase.Range range = layer.range(shape.in());
        GuardedAffine gradient = layer.gradient();
        run(layer, range.from(), range.to(), gradient, false);
        gradient.assertOnlyWritten(layer.describe("dW of rows %s".formatted(range)), range.from(), range.to(), 0, 0);
    }
}
