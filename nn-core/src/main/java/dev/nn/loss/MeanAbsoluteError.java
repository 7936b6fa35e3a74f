package dev.nn.loss;

/**
 * The mean absolute error of a row: 1/n · Σ |y − t| over its n outputs.
 *
 * <p>Gradient: 1/n · sign(y − t), 0 where they are equal. {@code torch.nn.L1Loss}. Its minimum is the median of the
 * targets, where that of the squared error is their mean: outliers count less.
 */
public record MeanAbsoluteError() implements ElementwiseLoss {
    @Override
    public String name() {
        return "mean-absolute-error";
    }

    @Override
    public double value(double y, double t) {
        return Math.abs(y - t);
    }

    @Override
    public double slope(double y, double t) {
        return Math.signum(y - t);
    }
}
