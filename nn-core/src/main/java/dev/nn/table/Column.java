package dev.nn.table;

/**
 * What a model knows of one column of its tables: how a cell becomes inputs of the network. Immutable.
 *
 * <p>Everything learnt, such as mean and deviation, comes from the rows that the network was trained on.
 */
public sealed interface Column permits NumericColumn, CategoricalColumn, IgnoredColumn {
    /** The column's name in the table. */
    String name();

    /** What it is, in one word, as it stands in files. */
    String kind();

    /** How its cells are read. */
    Reading reading();

    /** The same column in a table whose cells are written as these rules say. */
    Column withCells(CellRules rules);

    /** Inputs of the network that it takes. */
    int width();

    /**
     * Writes a cell's inputs into {@code x} from index {@code at} on.
     *
     * @param cell its text
     * @throws TableException if the column can't use it, naming column and text
     */
    void encode(String cell, float[] x, int at);

    /**
     * The same for a cell that is a number; NaN means that it is missing.
     *
     * @throws TableException if the column can't use it
     */
    void encode(double cell, float[] x, int at);

    /** The same for a cell of a table. */
    void encode(ColumnValues cells, int row, float[] x, int at);
}
