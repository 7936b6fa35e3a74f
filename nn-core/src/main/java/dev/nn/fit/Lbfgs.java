package dev.nn.fit;

import dev.nn.data.Dataset;
import dev.nn.fit.FitResult.Stop;
import dev.nn.guard.Memory;
import dev.nn.loss.Loss;
import dev.nn.network.Network;

/**
 * L-BFGS: a quasi-Newton method that knows the curvature from its last steps, with all rows at each step. For small data and
 * smooth losses it needs far fewer runs through the data than steps on mini-batches, and no learning rate.
 *
 * {@snippet file="dev/nn/snippet/FitSnippetsTest.java" region="lbfgs" :
 * FitResult result = Lbfgs.withDefaults().fit(network, new SoftmaxCrossEntropy(), data);
 * if (!result.hasConverged()) System.err.println(result);
 * }
 *
 * <p>Nocedal: Updating quasi-Newton matrices with limited storage. Mathematics of Computation 35, 1980. It runs on one
 * thread; the same start and data give the same bits.
 *
 * @param memory steps that are remembered, at least 1
 * @param weightDecay λ of the penalty ½λ·Σw² over all parameters; 0 for none
 * @param until when it ends
 */
public record Lbfgs(int memory, double weightDecay, Convergence until) {
    /** Steps in a row that have to gain nothing: the loss's rounding hides what a single one has gained. */
    private static final int STALLS = 5;

    public Lbfgs {
        if (memory < 1) throw new IllegalArgumentException("memory must be at least 1, was " + memory);
        Progress.requireDecay(weightDecay);
    }

    /** With a memory of 10 steps, without penalty. */
    public static Lbfgs withDefaults() {
        return new Lbfgs(10, 0, Convergence.withDefaults());
    }

    /**
     * Minimises the mean loss over all rows, from the parameters that the network has. A thread that is interrupted ends it
     * after the step that it is at.
     *
     * @throws IllegalArgumentException if the data don't fit, the loss at the start is no finite number, the network has
     *     dropout or batch normalisation, or there isn't enough memory
     * @throws IllegalStateException if the network is being trained
     */
    public FitResult fit(Network network, Loss loss, Dataset data) {
        long bytes = (2L * memory + 6) * network.parameterCount() * Double.BYTES;
        Memory.requireHeap(bytes, "L-BFGS with a memory of " + memory, "remember fewer steps");
        return Progress.claimed(network, () -> minimise(new Objective(network, loss, data, weightDecay)));
    }

    private FitResult minimise(Objective objective) {
        Progress progress = new Progress(objective, until);
        Curvature curvature = new Curvature(memory, objective.size());
        LineSearch search = new LineSearch(objective);
        double[] at = progress.at(), gradient = progress.gradient(), direction = new double[at.length];
        int stalls = 0;
        while (true) {
            Stop stop = progress.stop();
            if (stop != null) return progress.end(stop);
            curvature.direction(gradient, direction);
            double first = curvature.isEmpty() ? Math.min(1, 1 / Math.sqrt(Vectors.dot(gradient, gradient))) : 1;
            if (search.search(at, progress.loss(), gradient, direction, first)) {
                curvature.add(at, gradient, search.point(), search.gradient());
                stalls = progress.step(search.point(), search.value(), search.gradient()) ? stalls + 1 : 0;
                if (stalls == STALLS) return progress.end(Stop.DECREASE);
            } else if (curvature.isEmpty()) {
                return progress.end(Stop.PRECISION);
            } else {
                curvature.forget();
            }
        }
    }
}
