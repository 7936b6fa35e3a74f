package dev.nn.expression;

/** One line of an {@link Expression}: some values for each row, made of those of lines before. */
public sealed interface Operation {
    /** Values per row. */
    int width();

    /** The row itself. */
    record Input(int width) implements Operation {}

    /**
     * The same values for every row.
     *
     * @param values one for each column, or one for all
     * @param width columns
     */
    record Constant(float[] values, int width) implements Operation {
        /** The value of a column. */
        public float value(int column) {
            return values[values.length == 1 ? 0 : column];
        }
    }

    /**
     * An operator, column by column.
     *
     * @param operator which one
     * @param arguments the lines of its arguments, all of the same width
     * @param width that width
     */
    record Elementwise(Operator operator, int[] arguments, int width) implements Operation {}

    /** How {@link Reduction} makes one number of many. */
    enum Kind {
        SUM,
        MEAN,
        MAX,
        MIN
    }

    /**
     * One number made of all values of a line.
     *
     * @param kind how
     * @param argument the line
     */
    record Reduction(Kind kind, int argument) implements Operation {
        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * Chosen values of other lines side by side: a part of a line, one value repeated, or several lines as one.
     *
     * @param lines for each column the line that it comes from
     * @param columns for each column its column there
     */
    record Columns(int[] lines, int[] columns) implements Operation {
        @Override
        public int width() {
            return columns.length;
        }
    }
}
