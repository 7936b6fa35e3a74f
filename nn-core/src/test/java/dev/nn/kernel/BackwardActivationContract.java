package dev.nn.kernel;

import static org.assertj.core.api.Assertions.fail;

import dev.nn.activation.Activation;

/** The backward pass through the activation: dZ = dY ⊙ act′, and db = column sums of dZ. */
interface BackwardActivationContract extends KernelContract {
    private static void run(
            LayerCase layer,
            int from,
            int to,
            Activation activation,
            GuardedRows dy,
            GuardedRows saved,
            GuardedRows dz,
            GuardedAffine gradient) {
        layer.kernels.backwardActivation(
                layer.shape.batch(),
                from,
                to,
                activation,
                dy.view(),
                saved.view(),
                dz.view(),
                gradient.view(),
                layer.workspace());
    }

    @EveryShape
    default void dzIsDyTimesTheDerivative(Shape shape) {
        LayerCase layer = layer(shape);
        for (Activation activation : Activation.all()) {
            GuardedRows saved = layer.saved(activation), dz = layer.outputs();
            run(layer, 0, shape.out(), activation, layer.dy, saved, dz, layer.gradient());
            String what = layer.describe("dZ", activation);
            dz.assertWritten(what);
            ActivationError error = ActivationError.ofDerivative(activation);
            for (int r = 0; r < shape.batch(); r++) {
                for (int j = 0; j < shape.out(); j++) {
                    double dy = layer.dy.get(r, j), slope = activation.derivativeFromSaved(saved.get(r, j));
                    // One rounding of the product on top of the error of the slope.
                    double allowed =
                            Math.abs(dy) * (error.at(slope) + 2 * Rounding.U * Math.abs(slope)) + Float.MIN_VALUE;
                    if (Math.abs(dz.get(r, j) - dy * slope) <= allowed) continue;
                    fail("%s: [%d][%d] is %s, expected %s ± %s"
                            .formatted(what, r, j, dz.get(r, j), dy * slope, allowed));
                }
            }
        }
    }

    /** Checked against the computed dZ: db's own error is that of a sum of the batch's terms. */
    @EveryShape
    default void dbIsTheColumnSumsOfDz(Shape shape) {
        LayerCase layer = layer(shape);
        for (Activation activation : Activation.all()) {
            GuardedRows dz = layer.outputs();
            GuardedAffine gradient = layer.gradient();
            run(layer, 0, shape.out(), activation, layer.dy, layer.saved(activation), dz, gradient);
            String what = layer.describe("db", activation);
            gradient.assertOnlyWritten(what, 0, 0, 0, shape.out());
            for (int j = 0; j < shape.out(); j++) {
                double sum = 0, magnitude = 0;
                for (int r = 0; r < shape.batch(); r++) {
                    sum += dz.get(r, j);
                    magnitude += Math.abs(dz.get(r, j));
                }
                double allowed = Rounding.gamma(shape.batch() + 1) * magnitude;
                float db = gradient.view().bias(j);
                if (Math.abs(db - sum) <= allowed) continue;
                fail("%s: [%d] is %s, expected %s ± %s".formatted(what, j, db, sum, allowed));
            }
        }
    }

    @EveryShape
    default void backwardActivationMayWriteDzOverDy(Shape shape) {
        LayerCase layer = layer(shape);
        for (Activation activation : Activation.all()) {
            GuardedRows saved = layer.saved(activation), dz = layer.outputs(), over = layer.dy.copy();
            GuardedAffine gradient = layer.gradient(), overGradient = gradient.copy();
            run(layer, 0, shape.out(), activation, layer.dy, saved, dz, gradient);
            run(layer, 0, shape.out(), activation, over, saved, over, overGradient);
            GuardedRows expected = layer.dy.copy();
            for (int r = 0; r < shape.batch(); r++) {
                for (int j = 0; j < shape.out(); j++) expected.set(r, j, dz.get(r, j));
            }
            over.assertSameBits(layer.describe("dZ over dY", activation), expected);
            overGradient.assertSameBits(layer.describe("db with dZ over dY", activation), gradient);
        }
    }

    @EveryShape
    default void backwardActivationInPiecesGivesTheSameBits(Shape shape) {
        LayerCase layer = layer(shape);
        for (Activation activation : Activation.all()) {
            GuardedRows saved = layer.saved(activation), dz = layer.outputs(), pieceDz = dz.copy();
            GuardedAffine gradient = layer.gradient(), pieceGradient = gradient.copy();
            run(layer, 0, shape.out(), activation, layer.dy, saved, dz, gradient);
            inPieces(
                    layer,
                    shape.out(),
                    (from, to) -> run(layer, from, to, activation, layer.dy, saved, pieceDz, pieceGradient));
            pieceDz.assertSameBits(layer.describe("dZ in pieces", activation), dz);
            pieceGradient.assertSameBits(layer.describe("db in pieces", activation), gradient);
        }
    }

    @EveryShape
    default void backwardActivationWritesNoOtherColumns(Shape shape) {
        LayerCase layer = layer(shape);
        LayerCase.Range range = layer.range(shape.out());
        for (Activation activation : Activation.all()) {
            GuardedRows dz = layer.outputs();
            GuardedAffine gradient = layer.gradient();
            run(layer, range.from(), range.to(), activation, layer.dy, layer.saved(activation), dz, gradient);
            String what = layer.describe("columns %s".formatted(range), activation);
            dz.assertOnlyWritten("dZ, " + what, 0, shape.batch(), range.from(), range.to());
            gradient.assertOnlyWritten("db, " + what, 0, 0, range.from(), range.to());
        }
    }
}
