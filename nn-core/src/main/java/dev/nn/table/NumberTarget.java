package dev.nn.table;

import dev.nn.loss.Loss;
import dev.nn.loss.MeanSquaredError;
import dev.nn.metric.Metric;
import dev.nn.metric.RSquared;

/**
 * A target of numbers: one output, (number − mean) / deviation.
 *
 * @param name of the column
 * @param mean that is learnt as 0
 * @param deviation that is learnt as 1, positive
 * @param reading how its cells are read
 */
public record NumberTarget(String name, double mean, double deviation, Reading reading) implements Target {
    public NumberTarget {
        if (!Double.isFinite(mean)) throw TableException.column(name, "mean must be finite, is " + mean);
        if (!(deviation > 0 && deviation <= Double.MAX_VALUE)) {
            throw TableException.column(name, "deviation must be positive and finite, is " + deviation);
        }
    }

    /** A target of plain numbers. */
    public NumberTarget(String name, double mean, double deviation) {
        this(name, mean, deviation, Reading.PLAIN);
    }

    /** The target that learns its mean and deviation from numbers. */
    public static NumberTarget of(String name, double[] values) {
        Moments moments = Moments.of(values);
        return new NumberTarget(name, moments.mean(), moments.deviation());
    }

    @Override
    public Target withCells(CellRules rules) {
        return new NumberTarget(name, mean, deviation, reading.with(rules));
    }

    @Override
    public Task task() {
        return Task.REGRESSION;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public Loss loss() {
        return new MeanSquaredError();
    }

    @Override
    public Metric newScore() {
        return new RSquared();
    }

    @Override
    public String scoreName() {
        return "R2";
    }

    @Override
    public boolean isMissing(String cell) {
        return reading.isMissing(CellText.strip(cell));
    }

    @Override
    public float encode(String cell) {
        return encode(number(cell));
    }

    /**
     * The number in a cell.
     *
     * @throws TableException if there is none
     */
    public double number(String cell) {
        String text = CellText.strip(cell);
        double number = reading.number(text);
        if (Double.isNaN(number)) throw TableException.column(name, reading.problem(text));
        return number;
    }

    /**
     * The scaled number.
     *
     * @throws TableException if it is out of range
     */
    float encode(double number) {
        float scaled = (float) ((number - mean) / deviation);
        if (Float.isFinite(scaled)) return scaled;
        throw TableException.column(name, number + " is out of range: the mean in training was " + mean);
    }

    /** The number in double precision: digits that a float hasn't may be those that matter, as in a point of time. */
    @Override
    public Prediction decode(float[] y, int at) {
        double value = mean + deviation * y[at];
        return new Prediction(CellText.write(value), value, new float[0]);
    }
}
