package dev.nn.fit;

import dev.nn.kernel.Rows;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import java.util.Arrays;

/**
 * The Hessian of the mean squared error as Gauss and Newton have it, H = 2/(rows · outputs) · JᵀJ + λI: the Jacobian's rows come
 * from running the network backward from each output of each row.
 */
final class GaussNewton {
    private final Objective objective;
    private final int[] places;
    private final float[] gradient;
    private final Pass pass;
    private final Rows x;
    private final Rows dy;
    private final double[] row;

    /** The lower triangle of H, and that of its Cholesky factor. */
    private final double[][] hessian, factor;

    /** The largest diagonal so far. */
    private final double[] scale;

    GaussNewton(Objective objective) {
        this.objective = objective;
        Network network = objective.network;
        places = Objective.places(network);
        gradient = new float[network.parameters().length];
        pass = network.newTrainingPass(1, Team.single(), gradient);
        x = Rows.allocate(1, network.in());
        dy = Rows.allocate(1, network.out());
        row = new double[places.length];
        scale = new double[places.length];
        hessian = triangle(places.length);
        factor = triangle(places.length);
    }

    private static double[][] triangle(int n) {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) rows[i] = new double[i + 1];
        return rows;
    }

    /** Computes H where the network is. */
    void linearise() {
        for (double[] each : hessian) Arrays.fill(each, 0);
        int outputs = objective.network.out();
        for (int r = 0; r < objective.data.size(); r++) {
            objective.data.copyFeatures(r, x.data(), 0);
            double weight = objective.weight(r);
            for (int j = 0; j < outputs && weight > 0; j++) add(weight, j, outputs);
        }
        double factor = 2.0 / ((double) objective.data.size() * outputs);
        double largest = 0;
        for (int i = 0; i < row.length; i++) {
            for (int k = 0; k <= i; k++) hessian[i][k] *= factor;
            hessian[i][i] += objective.weightDecay;
            largest = Math.max(largest, hessian[i][i]);
        }
        // A parameter without any effect has an empty column, which must not stop the others.
        for (int i = 0; i < row.length; i++) {
            scale[i] = Math.max(scale[i], Math.max(hessian[i][i], 1e-12 * largest));
        }
    }

    /** Adds what one output of the row gives: its weight times the outer product of its gradient with itself. */
    private void add(double weight, int output, int outputs) {
        pass.forwardTraining(1, x, 0);
        for (int j = 0; j < outputs; j++) dy.data()[dy.index(0, j)] = j == output ? 1 : 0;
        pass.backward(1, dy);
        for (int i = 0; i < row.length; i++) row[i] = gradient[places[i]];
        for (int i = 0; i < row.length; i++) {
            double own = weight * row[i];
            double[] sums = hessian[i];
            if (own != 0) for (int k = 0; k <= i; k++) sums[k] += own * row[k];
        }
    }

    /**
     * Solves (H + μD)·step = −slope.
     *
     * @return the decrease of the loss that H expects; not more than 0, or not a number, if there is no solution
     */
    double solve(double damping, double[] slope, double[] step) {
        int n = step.length;
        for (int i = 0; i < n; i++) {
            double[] own = factor[i];
            double sum = -slope[i];
            for (int k = 0; k <= i; k++) {
                double rest = hessian[i][k] + (i == k ? damping * scale[i] : 0);
                for (int m = 0; m < k; m++) rest -= own[m] * factor[k][m];
                // NaN, where it isn't positive, spreads to the result.
                own[k] = k == i ? Math.sqrt(rest) : rest / factor[k][k];
                if (k < i) sum -= own[k] * step[k];
            }
            step[i] = sum / own[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            step[i] /= factor[i][i];
            for (int k = 0; k < i; k++) step[k] -= factor[i][k] * step[i];
        }
        double expected = 0;
        for (int i = 0; i < n; i++) expected += step[i] * (damping * scale[i] * step[i] - slope[i]);
        return expected / 2;
    }
}
