package dev.nn.fit;

import dev.nn.fit.FitResult.Stop;
import dev.nn.guard.TrainingClaim;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a fit is: the parameters, their loss and its gradient. */
final class Progress {
    private final Objective objective;
    private final Convergence until;
    private final double[] at;
    private final double[] gradient;
    private double loss;
    private int iterations;

    /** Begins where the network is. */
    Progress(Objective objective, Convergence until) {
        this.objective = objective;
        this.until = until;
        at = objective.start();
        gradient = new double[at.length];
        loss = objective.value(at, gradient);
        if (Double.isFinite(loss) && Double.isFinite(Vectors.largest(gradient))) return;
        throw new IllegalArgumentException(
                "the fit can't start: the loss is %s, its gradient up to %s; expected finite numbers"
                        .formatted(loss, Vectors.largest(gradient)));
    }

    /** Runs a fit, if nobody is training the network. */
    static FitResult claimed(Object network, Supplier<FitResult> fit) {
        TrainingClaim.take(network);
        try {
            return fit.get();
        } finally {
            TrainingClaim.release(network);
        }
    }

    static void requireDecay(double weightDecay) {
        if (weightDecay >= 0 && weightDecay <= Float.MAX_VALUE) return;
        throw new IllegalArgumentException("weightDecay must be finite and not negative, was " + weightDecay);
    }

    /** The parameters, as the network has them in float; not a copy. */
    double[] at() {
        return at;
    }

    /** The gradient there; not a copy. */
    double[] gradient() {
        return gradient;
    }

    double loss() {
        return loss;
    }

    /** Why no step is to follow, or null if one is. */
    @Nullable
    Stop stop() {
        if (Vectors.largest(gradient) <= until.gradient()) return Stop.GRADIENT;
        if (Thread.currentThread().isInterrupted()) return Stop.INTERRUPTED;
        return iterations >= until.maxIterations() ? Stop.ITERATIONS : null;
    }

    /** Takes a step; returns whether it was the last because the loss hardly falls. */
    boolean step(double[] to, double newLoss, double[] newGradient) {
        boolean stalled = until.hasStalled(loss, newLoss);
        System.arraycopy(to, 0, at, 0, at.length);
        System.arraycopy(newGradient, 0, gradient, 0, gradient.length);
        loss = newLoss;
        iterations++;
        return stalled;
    }

    /** Ends here, with these parameters in the network. */
    FitResult end(Stop stop) {
        objective.move(at);
        // A step that was the last because the loss hardly fell may have ended at a flat place, too.
        Stop reason = stop == Stop.DECREASE && Vectors.largest(gradient) <= until.gradient() ? Stop.GRADIENT : stop;
        return new FitResult(iterations, objective.evaluations(), loss, Vectors.largest(gradient), reason);
    }
}
