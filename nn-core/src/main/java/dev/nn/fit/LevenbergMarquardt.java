package dev.nn.fit;

import dev.nn.data.Dataset;
import dev.nn.fit.FitResult.Stop;
import dev.nn.guard.Memory;
import dev.nn.loss.MeanSquaredError;
import dev.nn.network.Network;

/**
 * Levenberg–Marquardt: least squares by steps between Newton's, as the Jacobian of all outputs gives it, and those down the
 * gradient. For networks of up to a thousand parameters or so and targets that are numbers, there is nothing faster.
 *
 * {@snippet file="dev/nn/snippet/FitSnippetsTest.java" region="levenberg-marquardt" :
 * FitResult result = LevenbergMarquardt.withDefaults().fit(network, data);
 * double error = result.loss(); // the mean squared error
 * }
 *
 * <p>Each step solves (H + μD)·δ = −g, where g is the gradient of the mean squared error, H = 2/(rows · outputs) · JᵀJ + λI, D the
 * largest diagonal of H so far, and μ follows the ratio of the real to the expected decrease. Marquardt: An algorithm for
 * least-squares estimation of nonlinear parameters. SIAM J. Appl. Math. 11, 1963; Moré: The Levenberg–Marquardt algorithm,
 * 1978; for μ Nielsen: Damping parameter in Marquardt's method, 1999.
 *
 * <p>A step takes rows · outputs · parameters² and parameters³ / 3 operations, and parameters² doubles of memory. It runs on one
 * thread; the same start and data give the same bits.
 *
 * @param weightDecay λ of the penalty ½λ·Σw² over all parameters; 0 for none
 * @param until when it ends
 */
public record LevenbergMarquardt(double weightDecay, Convergence until) {
    private static final double FIRST_DAMPING = 1e-3;
    private static final double LARGEST_DAMPING = 1e100;

    public LevenbergMarquardt {
        Progress.requireDecay(weightDecay);
    }

    /** Without penalty. */
    public static LevenbergMarquardt withDefaults() {
        return new LevenbergMarquardt(0, Convergence.withDefaults());
    }

    /**
     * Minimises the {@linkplain MeanSquaredError mean squared error} over all rows, from the parameters that the network has.
     * A thread that is interrupted ends it after the step that it is at.
     *
     * @throws IllegalArgumentException if the data don't fit, the loss at the start is no finite number, the network has
     *     dropout or batch normalisation, or there isn't enough memory
     * @throws IllegalStateException if the network is being trained
     */
    public FitResult fit(Network network, Dataset data) {
        long parameters = network.parameterCount();
        Memory.requireHeap(
                parameters * (parameters + 16) * Double.BYTES,
                "Levenberg–Marquardt on " + parameters + " parameters",
                "take L-BFGS");
        return Progress.claimed(
                network, () -> minimise(new Objective(network, new MeanSquaredError(), data, weightDecay)));
    }

    private FitResult minimise(Objective objective) {
        Progress progress = new Progress(objective, until);
        GaussNewton model = new GaussNewton(objective);
        double[] at = progress.at(), gradient = progress.gradient();
        double[] step = new double[at.length], trial = new double[at.length], newGradient = new double[at.length];
        double damping = FIRST_DAMPING, growth = 2;
        boolean moved = true;
        while (true) {
            Stop stop = progress.stop();
            if (stop != null) return progress.end(stop);
            if (moved) model.linearise();
            double expected = model.solve(damping, gradient, step);
            for (int i = 0; i < at.length; i++) trial[i] = at[i] + step[i];
            objective.move(trial);
            double loss = expected > 0 ? objective.value(trial) : Double.NaN;
            moved = loss < progress.loss();
            if (moved) {
                double surprise = 2 * (progress.loss() - loss) / expected - 1;
                damping *= Math.max(1.0 / 3, 1 - surprise * surprise * surprise);
                growth = 2;
                objective.value(trial, newGradient);
                boolean stalled = progress.step(trial, loss, newGradient);
                if (stalled && until.hasStalled(loss + expected, loss)) return progress.end(Stop.DECREASE);
            } else {
                if (expected > 0 && until.hasStalled(progress.loss() + expected, progress.loss()))
                    return progress.end(Stop.DECREASE);
                if (damping > LARGEST_DAMPING || (expected > 0 && isTiny(step, at)))
                    return progress.end(Stop.PRECISION);
                objective.move(at);
                damping *= growth;
                growth *= 2;
            }
        }
    }

    /** Whether a step changes no parameter by more than its rounding. */
    private static boolean isTiny(double[] step, double[] at) {
        for (int i = 0; i < step.length; i++) if (Math.abs(step[i]) > Math.ulp((float) at[i])) return false;
        return true;
    }
}
