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
 */
public record NumberTarget(String name, double mean, double deviation) implements Target {
    public NumberTarget {
        if (!Double.isFinite(mean)) throw TableException.column(name, "mean must be finite, is " + mean);
        if (!(deviation > 0 && deviation <= Double.MAX_VALUE)) {
            throw TableException.column(name, "deviation must be positive and finite, is " + deviation);
        }
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
        return CellText.isMissing(cell.strip());
    }

    @Override
    public float encode(String cell) {
        String text = cell.strip();
        double number = CellText.number(text);
        if (Double.isNaN(number)) {
            String problem = CellText.isMissing(text) ? "the value is missing" : CellText.quote(text) + " is no number";
            throw TableException.column(name, problem);
        }
        return encode(number);
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

    @Override
    public Prediction decode(float[] y, int at) {
        double value = mean + deviation * y[at];
        return new Prediction(String.valueOf((float) value), value, new float[0]);
    }
}
