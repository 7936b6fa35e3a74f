package dev.nn.kernel;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;

/** A matrix in the middle of an array, its rows some way apart: all around and between them are {@link Guard guards}. */
final class GuardedRows {
    private static final int MOST_GUARDS = 20;

    private final int rows;
    private final int columns;
    private final Rows view;

    private GuardedRows(int rows, int columns, Rows view) {
        this.rows = rows;
        this.columns = columns;
        this.view = view;
    }

    /** A matrix that is itself guards still, at an offset and with a stride drawn by lot. */
    static GuardedRows blank(int rows, int columns, Random random) {
        int offset = random.nextInt(MOST_GUARDS), stride = columns + random.nextInt(MOST_GUARDS);
        float[] data = Guard.array(offset + rows * stride + MOST_GUARDS);
        return new GuardedRows(rows, columns, new Rows(data, offset, stride));
    }

    /** The same rows one behind the other, without guards between them. */
    static GuardedRows blankWithoutGaps(int rows, int columns, Random random) {
        int offset = random.nextInt(MOST_GUARDS);
        return new GuardedRows(
                rows, columns, new Rows(Guard.array(offset + rows * columns + MOST_GUARDS), offset, columns));
    }

    /** Another matrix's numbers at the places of this one. */
    GuardedRows filledFrom(GuardedRows other) {
        for (int r = 0; r < rows; r++) for (int c = 0; c < columns; c++) set(r, c, other.get(r, c));
        return this;
    }

    /** A matrix of normally distributed numbers. */
    static GuardedRows random(int rows, int columns, Random random) {
        GuardedRows matrix = blank(rows, columns, random);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) matrix.set(r, c, (float) random.nextGaussian());
        }
        return matrix;
    }

    /** The same content at the same place of another array. */
    GuardedRows copy() {
        return new GuardedRows(rows, columns, new Rows(view.data().clone(), view.offset(), view.stride()));
    }

    /** What kernels are given. */
    Rows view() {
        return view;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    float get(int row, int column) {
        return view.data()[view.index(row, column)];
    }

    void set(int row, int column, float value) {
        view.data()[view.index(row, column)] = value;
    }

    DMatrixRMaj toDouble() {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) matrix.set(r, c, get(r, c));
        }
        return matrix;
    }

    /** Fails unless nothing has been written. */
    void assertUntouched(String what) {
        assertOnlyWritten(what, 0, 0, 0, 0);
    }

    /** Fails unless the whole matrix has been written, and nothing else. */
    void assertWritten(String what) {
        assertOnlyWritten(what, 0, rows, 0, columns);
    }

    /** Fails unless these rows and columns have been written, and nothing else. */
    void assertOnlyWritten(String what, int fromRow, int toRow, int fromColumn, int toColumn) {
        float[] data = view.data();
        for (int i = 0; i < data.length; i++) {
            int row = view.stride() == 0 ? 0 : Math.floorDiv(i - view.offset(), view.stride());
            int column = i - view.index(row, 0);
            boolean inside = row >= fromRow && row < toRow && column >= fromColumn && column < toColumn;
            if (inside == Guard.is(data[i])) {
                fail("%s: [%d][%d] was %s (%d rows, %d columns, offset %d, stride %d)"
                        .formatted(
                                what,
                                row,
                                column,
                                inside ? "not written" : "overwritten by " + data[i],
                                rows,
                                columns,
                                view.offset(),
                                view.stride()));
            }
        }
    }

    /** Fails unless both arrays are equal to the bit, guards included; NaNs are equal to each other. */
    void assertSameBits(String what, GuardedRows expected) {
        int i = Arrays.mismatch(view.data(), expected.view.data());
        if (i < 0) return;
        int row = (i - view.offset()) / view.stride(), column = i - view.index(row, 0);
        fail("%s: [%d][%d] is %s, expected the bits of %s"
                .formatted(what, row, column, view.data()[i], expected.view.data()[i]));
    }
}
