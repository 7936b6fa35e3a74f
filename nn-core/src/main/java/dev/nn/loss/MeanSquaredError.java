package dev.nn.loss;

/**
 * The mean squared error of a row: 1/n · Σ (y − t)² over its n outputs.
 *
 * <p>Gradient: 2/n · (y − t). {@code torch.nn.MSELoss}.
 */
public record MeanSquaredError() implements ElementwiseLoss {
    @Override
    public String name() {
        return "mean-squared-error";
    }

    @Override
    public double value(double y, double t) {
        return (y - t) * (y - t);
    }

    @Override
    public double slope(double y, double t) {
        return 2 * (y - t);
    }
}
