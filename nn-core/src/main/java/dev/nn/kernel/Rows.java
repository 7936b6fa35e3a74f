package dev.nn.kernel;

import dev.nn.guard.Memory;
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
     *
     * @throws IllegalArgumentException if a number is negative, or an array doesn't hold so many
     */
    public static Rows allocate(int rows, int columns) {
        if (rows < 0) throw new IllegalArgumentException("rows must not be negative, was " + rows);
        if (columns < 0) throw new IllegalArgumentException("columns must not be negative, was " + columns);
        long stride = Memory.rows(1, columns);
        if (rows * stride > Memory.LARGEST_ARRAY || stride > Memory.LARGEST_ARRAY) {
            throw new IllegalArgumentException(
                    Memory.tooLong(Math.max(stride, rows * stride), rows + " rows of " + columns + " columns"));
        }
        return new Rows(new float[(int) (rows * stride)], 0, (int) stride);
    }

    /** Index of element (row, column) in {@link #data}. */
    public int index(int row, int column) {
        return offset + row * stride + column;
    }

    /** The same rows seen from {@code row} on. */
    public Rows from(int row) {
        return new Rows(data, index(row, 0), stride);
    }

    /** A copy of {@code rows} × {@code columns}, one row after the other without gaps. */
    public float[] toArray(int rows, int columns) {
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int r = 0; r < rows; r++) System.arraycopy(data, index(r, 0), values, r * columns, columns);
        return values;
    }

    /**
     * Whether an element of these rows is one of the other's, too. Views of different columns of one table don't overlap
     * although they share its array.
     *
     * @param rows of both
     * @param columns of these
     * @param otherColumns of the other
     */
    @SuppressWarnings("ReferenceEquality") // whether it is the same memory
    public boolean overlaps(int rows, int columns, Rows other, int otherColumns) {
        if (data != other.data || rows == 0 || columns == 0 || otherColumns == 0) return false;
        long end = offset + (rows - 1L) * stride + columns,
                otherEnd = other.offset + (rows - 1L) * other.stride + otherColumns;
        if (end <= other.offset || otherEnd <= offset) return false;
        if (stride != other.stride || stride == 0) return true;
        // Side by side: how far the other's rows begin behind the start of one of these.
        int behind = Math.floorMod(other.offset - offset, stride);
        return behind < columns || behind + otherColumns > stride;
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
