package dev.nn.table;

/**
 * A column of numbers: x = (number − mean) / deviation.
 *
 * @param name of the column
 * @param mean that becomes 0
 * @param deviation that becomes 1, positive
 * @param missing what stands for a missing number: the mean, or nothing
 * @param indicator whether a second input is 1 where the number is missing, else 0
 * @param reading how its cells are read
 */
public record NumericColumn(
        String name, double mean, double deviation, MissingPolicy missing, boolean indicator, Reading reading)
        implements Column {
    static final String KIND = "numeric";

    public NumericColumn {
        if (!Double.isFinite(mean)) throw TableException.column(name, "mean must be finite, is " + mean);
        if (!(deviation > 0 && deviation <= Double.MAX_VALUE)) {
            throw TableException.column(name, "deviation must be positive and finite, is " + deviation);
        }
    }

    /** A column of plain numbers. */
    public NumericColumn(String name, double mean, double deviation, MissingPolicy missing, boolean indicator) {
        this(name, mean, deviation, missing, indicator, Reading.PLAIN);
    }

    /**
     * The column that learns its mean and deviation from numbers.
     *
     * @param values NaN where one is missing; numbers that don't vary are kept, with a deviation of 1
     */
    public static NumericColumn of(String name, double[] values, MissingPolicy missing) {
        Moments moments = Moments.of(values);
        boolean indicator = missing == MissingPolicy.INDICATOR && moments.count() < values.length;
        return new NumericColumn(name, moments.mean(), moments.deviation(), missing, indicator);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int width() {
        return indicator ? 2 : 1;
    }

    @Override
    public void encode(String cell, float[] x, int at) {
        String text = CellText.strip(cell);
        double number = reading.number(text);
        if (Double.isNaN(number) && !reading.isMissing(text)) {
            throw TableException.column(name, reading.problem(text));
        }
        encode(number, x, at);
    }

    @Override
    public void encode(double cell, float[] x, int at) {
        boolean absent = Double.isNaN(cell) || reading.isMissing(cell);
        if (absent && missing == MissingPolicy.ERROR) throw TableException.column(name, "the value is missing");
        float scaled = absent ? 0f : (float) ((cell - mean) / deviation);
        if (!Float.isFinite(scaled)) {
            throw TableException.column(name, cell + " is out of range: the mean in training was " + mean);
        }
        x[at] = scaled;
        if (indicator) x[at + 1] = absent ? 1f : 0f;
    }

    @Override
    public Column withCells(CellRules rules) {
        return new NumericColumn(name, mean, deviation, missing, indicator, reading.with(rules));
    }

    @Override
    public void encode(ColumnValues cells, int row, float[] x, int at) {
        encode(cells.number(row), x, at);
    }
}
