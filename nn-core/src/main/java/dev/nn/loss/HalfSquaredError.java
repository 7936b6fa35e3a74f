package dev.nn.loss;

/**
 * Half the squared error of a row: ½ · Σ (y − t)² over its outputs, a sum where {@link MeanSquaredError} is a mean.
 *
 * <p>Gradient: y − t, the reason for the ½. It is n/2 times the mean squared error of n outputs, so the same training
 * needs 2/n times the learning rate.
 */
public record HalfSquaredError() implements ElementwiseLoss {
    @Override
    public String name() {
        return "half-squared-error";
    }

    @Override
    public double weight(int outputs) {
        return 1;
    }

    @Override
    public double value(double y, double t) {
        return (y - t) * (y - t) / 2;
    }

    @Override
    public double slope(double y, double t) {
        return y - t;
    }
}
