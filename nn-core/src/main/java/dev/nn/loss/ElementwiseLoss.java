package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.List;

/**
 * A loss that treats every output alike: weight · Σ h(y, t) over the outputs of a row, with one target for each.
 *
 * <p>An implementation gives h and its derivative; everything is computed in double precision and rounded once. NaN in
 * an output makes loss and gradient NaN.
 */
public interface ElementwiseLoss extends Loss {
    /** h(y, t), the loss of one output before the weight. */
    double value(double y, double t);

    /** ∂h/∂y. */
    double slope(double y, double t);

    /** What the sum over {@code outputs} outputs is multiplied by: 1/outputs, which makes it a mean. */
    default double weight(int outputs) {
        return 1.0 / outputs;
    }

    @Override
    default int targets(int outputs) {
        return outputs;
    }

    /** Every target must be a finite number. */
    @Override
    default void check(int outputs, float[] target, int at) {
        Checks.finite(outputs, target, at);
    }

    @Override
    default double evaluate(
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows y,
            Rows target,
            float scale,
            Rows dy,
            Workspace workspace) {
        double weight = weight(outputs), factor = scale * weight;
        double sum = 0;
        for (int r = 0; r < batch; r++) {
            int yr = y.index(r, 0), tr = target.index(r, 0), dyr = dy.index(r, 0);
            for (int j = 0; j < outputs; j++) {
                double yj = y.data()[yr + j], tj = target.data()[tr + j];
                sum += value(yj, tj);
                dy.data()[dyr + j] = (float) (factor * slope(yj, tj));
            }
        }
        return weight * sum;
    }

    @Override
    default double value(double[] y, double[] target) {
        double sum = 0;
        for (int j = 0; j < y.length; j++) sum += value(y[j], target[j]);
        return weight(y.length) * sum;
    }

    @Override
    default List<Operation> operations(int outputs) {
        return List.of();
    }
}
