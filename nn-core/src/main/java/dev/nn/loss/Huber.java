package dev.nn.loss;

/**
 * Huber's loss of a row: 1/n · Σ h(y − t) over its n outputs, with h(d) = ½d² where |d| ≤ δ, else δ(|d| − ½δ).
 *
 * <p>Gradient: 1/n · (y − t), clipped to [−δ, δ] before the division by n: quadratic near the target, and no outlier
 * pulls harder than δ. Huber: Robust estimation of a location parameter. Annals of Mathematical Statistics 35, 1964;
 * {@code torch.nn.HuberLoss}.
 *
 * @param delta δ, the distance from the target where the parabola goes over into straight lines; positive
 */
public record Huber(float delta) implements ElementwiseLoss {
    public Huber {
        if (!(delta > 0 && delta <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("delta must be positive and finite, was " + delta);
        }
    }

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public double value(double y, double t) {
        double d = Math.abs(y - t);
        return d > delta ? delta * (d - 0.5 * delta) : 0.5 * d * d;
    }

    @Override
    public double slope(double y, double t) {
        return Math.clamp(y - t, -(double) delta, (double) delta);
    }
}
