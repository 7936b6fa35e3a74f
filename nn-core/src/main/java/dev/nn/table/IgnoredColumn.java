package dev.nn.table;

/**
 * A column that the network doesn't see.
 *
 * @param name of the column
 * @param reason in a few words
 */
public record IgnoredColumn(String name, String reason) implements Column {
    static final String KIND = "ignored";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Reading reading() {
        return Reading.PLAIN;
    }

    @Override
    public Column withCells(CellRules rules) {
        return this;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public void encode(String cell, float[] x, int at) {}

    @Override
    public void encode(double cell, float[] x, int at) {}

    @Override
    public void encode(ColumnValues cells, int row, float[] x, int at) {}
}
