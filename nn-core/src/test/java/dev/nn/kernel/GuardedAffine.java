package dev.nn.kernel;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;

/**
 * Weights and bias in an array whose other elements are {@link Guard guards}; padding is zero, as the contract of
 * {@link WeightLayout} has it.
 */
final class GuardedAffine {
    private static final int MOST_GUARDS = 40;

    private final Affine affine;

    private GuardedAffine(Affine affine) {
        this.affine = affine;
    }

    /** Weights and biases that are guards still, at places drawn by lot. */
    static GuardedAffine blank(WeightLayout layout, Random random) {
        int weights = random.nextInt(MOST_GUARDS), bias = weights + layout.size() + random.nextInt(MOST_GUARDS);
        float[] data = Guard.array(bias + layout.biasSize() + MOST_GUARDS);
        Arrays.fill(data, weights, weights + layout.size(), 0);
        Arrays.fill(data, bias, bias + layout.biasSize(), 0);
        Affine affine = new Affine(layout, data, weights, bias);
        float guard = data[data.length - 1];
        for (int i = 0; i < layout.in(); i++) {
            for (int j = 0; j < layout.out(); j++) affine.setWeight(i, j, guard);
        }
        for (int j = 0; j < layout.out(); j++) affine.setBias(j, guard);
        return new GuardedAffine(affine);
    }

    /** Normally distributed weights and biases; the same ones, whatever the layout. */
    static GuardedAffine random(WeightLayout layout, Random random) {
        Random places = new Random(random.nextLong());
        GuardedAffine result = blank(layout, places);
        for (int i = 0; i < layout.in(); i++) {
            for (int j = 0; j < layout.out(); j++) result.affine.setWeight(i, j, (float) random.nextGaussian());
        }
        for (int j = 0; j < layout.out(); j++) result.affine.setBias(j, (float) random.nextGaussian());
        return result;
    }

    /** The same content at the same places of another array. */
    GuardedAffine copy() {
        return new GuardedAffine(affine.in(affine.data().clone()));
    }

    /** What kernels are given. */
    Affine view() {
        return affine;
    }

    DMatrixRMaj weights() {
        DMatrixRMaj matrix =
                new DMatrixRMaj(affine.layout().in(), affine.layout().out());
        for (int i = 0; i < matrix.numRows; i++) {
            for (int j = 0; j < matrix.numCols; j++) matrix.set(i, j, affine.weight(i, j));
        }
        return matrix;
    }

    /** The bias as each of so many rows. */
    DMatrixRMaj biasRows(int rows) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, affine.layout().out());
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < matrix.numCols; j++) matrix.set(r, j, affine.bias(j));
        }
        return matrix;
    }

    /** Fails unless these rows of W and columns of b have been written, and nothing else; padding must be zero. */
    void assertOnlyWritten(String what, int fromRow, int toRow, int fromColumn, int toColumn) {
        WeightLayout layout = affine.layout();
        boolean[] seen = new boolean[affine.data().length];
        for (int i = 0; i < layout.in(); i++) {
            for (int j = 0; j < layout.out(); j++) {
                seen[affine.weights() + layout.index(i, j)] = true;
                check("%s: W[%d][%d]".formatted(what, i, j), i >= fromRow && i < toRow, affine.weight(i, j));
            }
        }
        for (int j = 0; j < layout.out(); j++) {
            seen[affine.bias() + j] = true;
            check("%s: b[%d]".formatted(what, j), j >= fromColumn && j < toColumn, affine.bias(j));
        }
        for (int i = 0; i < seen.length; i++) {
            if (seen[i]) continue;
            float value = affine.data()[i];
            boolean intact = isPadding(i) ? value == 0 : Guard.is(value);
            if (!intact) fail("%s: %s was overwritten by %s".formatted(what, place(i), value));
        }
    }

    /** Fails unless both arrays are equal to the bit, guards included; NaNs are equal to each other. */
    void assertSameBits(String what, GuardedAffine expected) {
        int i = Arrays.mismatch(affine.data(), expected.affine.data());
        if (i < 0) return;
        fail("%s: %s is %s, expected the bits of %s"
                .formatted(what, place(i), affine.data()[i], expected.affine.data()[i]));
    }

    private static void check(String what, boolean written, float value) {
        if (written == Guard.is(value)) {
            fail(what + " was " + (written ? "not written" : "overwritten by " + value));
        }
    }

    private boolean isPadding(int i) {
        WeightLayout layout = affine.layout();
        return (i >= affine.weights() && i < affine.weights() + layout.size())
                || (i >= affine.bias() && i < affine.bias() + layout.biasSize());
    }

    /** Where an index points to, in words. */
    private String place(int index) {
        WeightLayout layout = affine.layout();
        for (int i = 0; i < layout.in(); i++) {
            for (int j = 0; j < layout.out(); j++) {
                if (affine.weights() + layout.index(i, j) == index) return "W[%d][%d]".formatted(i, j);
            }
        }
        int column = index - affine.bias();
        if (column >= 0 && column < layout.out()) return "b[%d]".formatted(column);
        return (isPadding(index) ? "padding" : "guard") + " at index " + index;
    }
}
