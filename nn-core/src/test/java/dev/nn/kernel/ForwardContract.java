package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;

/** The forward pass: Y = act(X·W + b), and Z where the backward pass will need it. */
interface ForwardContract extends KernelContract {
    @EveryShape
    default void forwardIsTheActivationOfXWPlusB(Shape shape) {
        LayerCase layer = layer(shape);
        Bounded expected = layer.z();
        for (Activation activation : Activation.all()) {
            String what = layer.describe("Y", activation);
            GuardedRows z = layer.outputs(), y = layer.outputs();
            layer.forward(0, shape.batch(), activation, z, y);
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

    @EveryShape
    default void forwardInPiecesGivesTheSameBits(Shape shape) {
        LayerCase layer = layer(shape);
        for (Activation activation : Activation.all()) {
            GuardedRows z = layer.outputs(), y = layer.outputs();
            GuardedRows pieceZ = z.copy(), pieceY = y.copy();
            layer.forward(0, shape.batch(), activation, z, y);
            inPieces(layer, shape.batch(), (from, to) -> layer.forward(from, to, activation, pieceZ, pieceY));
            pieceY.assertSameBits(layer.describe("Y in pieces", activation), y);
            pieceZ.assertSameBits(layer.describe("Z in pieces", activation), z);
        }
    }

    @EveryShape
    default void forwardWritesNoOtherRows(Shape shape) {
        LayerCase layer = layer(shape);
        LayerCase.Range range = layer.range(shape.batch());
        for (Activation activation : Activation.all()) {
            GuardedRows z = layer.outputs(), y = layer.outputs();
            layer.forward(range.from(), range.to(), activation, z, y);
            String what = layer.describe("Y of rows %s".formatted(range), activation);
            y.assertOnlyWritten(what, range.from(), range.to(), 0, shape.out());
        }
    }

    @EveryShape
    default void forwardMayBeGivenYForAnUnneededZ(Shape shape) {
        LayerCase layer = layer(shape);
        for (Activation activation : Activation.all()) {
            GuardedRows y = layer.outputs(), both = y.copy();
            layer.forward(0, shape.batch(), activation, layer.outputs(), y);
            layer.forward(0, shape.batch(), activation, both, both);
            both.assertSameBits(layer.describe("Y given as Z too", activation), y);
        }
    }

    @EveryShape
    default void forwardDoesNotDependOnThePositionOfARow(Shape shape) {
        LayerCase layer = layer(shape);
        for (int r = 1; r < shape.batch(); r++) {
            for (int i = 0; i < shape.in(); i++) layer.x.set(r, i, layer.x.get(0, i));
        }
        for (Activation activation : Activation.all()) {
            GuardedRows z = layer.outputs(), y = layer.outputs(), expected = y.copy();
            layer.forward(0, shape.batch(), activation, z, y);
            for (int r = 0; r < shape.batch(); r++) {
                for (int j = 0; j < shape.out(); j++) expected.set(r, j, y.get(0, j));
            }
            y.assertSameBits(layer.describe("Y of equal rows", activation), expected);
        }
    }
}
