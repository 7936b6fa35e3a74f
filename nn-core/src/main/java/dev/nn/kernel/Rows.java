package dev.nn.kernel;

import java.util.Objects;

/**
 * A batch of row vectors in somebody's array: element (row, column) is {@code data[offset + row * stride + column]}.
 *
 * <p>It is a view: it copies nothing and knows neither its number of rows nor of columns, so one instance made at
 * start-up serves every batch size. Callers hand over slices of their own arrays this way.
 *
 * @param data the array behind the view
 * @param offset index of element (0, 0)
 * @param stride floats between the starts of two rows (the "leading dimension"), at least the number of columns used
 */
public record Rows(float[] data, int offset, int stride) {
    /** Floats in the widest vector that any provider uses (512 bits), to which internal buffers are rounded. */
    private static final int LANES = 16;

    public Rows {
        Objects.requireNonNull(data, "data");
        if (offset < 0) throw new IllegalArgumentException("offset must not be negative, was " + offset);
        if (stride < 0) throw new IllegalArgumentException("stride must not be negative, was " + stride);
    }

    /** The rows of a densely packed row-major matrix with {@code columns} columns. */
    public static Rows of(float[] data, int columns) {
        return new Rows(data, 0, columns);
    }

    /**
     * New zeroed memory for {@code rows} × {@code columns}, its stride an odd multiple of 16 floats: rows a power of two
     * apart would compete for the same few cache sets when a kernel walks down a column.
     */
    public static Rows allocate(int rows, int columns) {
        int lines = (columns + LANES - 1) / LANES;
        int stride = (lines | 1) * LANES;
        return new Rows(new float[Math.multiplyExact(rows, stride)], 0, stride);
    }

    /** Index of element (row, column) in {@link #data}. */
    public int index(int row, int column) {
        return offset + row * stride + column;
    }

    /** The same rows seen from {@code row} on. */
    public Rows from(int row) {
        return new Rows(data, index(row, 0), stride);
    }

    /**
     * Checks that the view holds {@code rows} × {@code columns}.
     *
     * @throws IllegalArgumentException naming {@code name}, what it has and what it needs
     */
    public void require(String name, int rows, int columns) {
        if (rows == 0 || columns == 0) return;
        if (rows > 1 && stride < columns) {
            throw new IllegalArgumentException(
                    name + ": stride " + stride + " is less than its " + columns + " columns");
        }
        long end = offset + (rows - 1L) * stride + columns;
        if (end > data.length) {
            throw new IllegalArgumentException(
                    "%s: %d rows of %d columns (offset %d, stride %d) need %d floats, the array has %d"
                            .formatted(name, rows, columns, offset, stride, end, data.length));
        }
    }
}
