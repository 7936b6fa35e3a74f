package dev.nn.training;

/**
 * What one epoch came to.
 *
 * @param number from 1
 * @param trainLoss mean of the batches' losses during the epoch
 * @param validationLoss mean loss of the validation data after the epoch; NaN without validation data
 * @param validationScore the trainer's metric on the validation data; NaN without data or metric
 * @param learningRate at the last step
 * @param rows trained on
 * @param seconds of training, validation not counted
 */
public record Epoch(
        int number,
        double trainLoss,
        double validationLoss,
        double validationScore,
        double learningRate,
        long rows,
        double seconds) {

    /** Rows trained on per second. */
    public double rowsPerSecond() {
        return rows / seconds;
    }
}
