package dev.nn.spark.ml;

import dev.nn.loss.Softmax;
import dev.nn.spark.RowAnswer;
import org.apache.spark.ml.linalg.Vectors;

/**
 * A row's class, its probabilities and logits, as far as they are wanted.
 *
 * @param columns what the new columns are, in their order
 * @param thresholds that probabilities are divided by before they are compared; none: they aren't
 */
record ClassAnswer(String[] columns, double[] thresholds) implements RowAnswer {
    static final String PREDICTION = "prediction";
    static final String PROBABILITY = "probability";
    static final String RAW = "raw";

    @Override
    public Object[] of(double[] logits) {
        double logSum = Softmax.logSumExp(logits);
        double[] probabilities = new double[logits.length];
        int best = 0;
        for (int j = 0; j < logits.length; j++) {
            probabilities[j] = Math.exp(logits[j] - logSum);
            if (weighed(probabilities, j) > weighed(probabilities, best)) best = j;
        }
        Object[] values = new Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (columns[i]) {
                case PREDICTION -> (double) best;
                case PROBABILITY -> Vectors.dense(probabilities);
                default -> Vectors.dense(logits);
            };
        }
        return values;
    }

    private double weighed(double[] probabilities, int j) {
        return thresholds.length == 0 ? probabilities[j] : probabilities[j] / thresholds[j];
    }
}
