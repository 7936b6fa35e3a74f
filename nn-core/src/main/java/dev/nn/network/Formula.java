package dev.nn.network;

import dev.nn.expression.Expression;
import dev.nn.kernel.PerformanceCliff;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that computes an {@link Expression} of each row: activations that no kernel has, clipping, layer normalisation,
 * gates, columns chosen and joined. It has no parameters; gradients pass through it where the expression has any.
 *
 * <p>It runs on plain loops, row by row and operator by operator; all but sums, products, quotients, maxima and minima are
 * computed in double precision. The activations of {@link Dense} layers are many times faster.
 *
 * @param expression what it computes
 */
public record Formula(Expression expression) implements ParameterFree {
    @Override
    public int in() {
        return expression.in();
    }

    @Override
    public int out() {
        return expression.out();
    }

    @Override
    public String describe() {
        return "formula %d→%d %s".formatted(in(), out(), expression);
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        return expression.apply(x);
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        report();
        return new Pass(maxBatch, false);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        report();
        return new Pass(maxBatch, true);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        report();
        return List.of(new Frozen());
    }

    private void report() {
        String what = describe();
        PerformanceCliff.FORMULA.report(
                what, what + " runs on plain loops, many times slower than the activation of a dense layer");
    }

    /**
     * Rows {@code fromRow} to {@code toRow}.
     *
     * @param registers memory for one row
     */
    private void rows(int fromRow, int toRow, Rows x, Rows y, float[] registers) {
        int result = expression.resultAt(0), out = out();
        for (int r = fromRow; r < toRow; r++) {
            expression.compute(x.data(), x.index(r, 0), registers, 0);
            System.arraycopy(registers, result, y.data(), y.index(r, 0), out);
        }
    }

    /** A formula at work on batches; for the gradient, each row is computed once more. */
    private final class Pass implements NestedPass {
        private final Rows y;
        private final float[] registers = new float[expression.registers()];
        private final float[] gradients;

        Pass(int maxBatch, boolean training) {
            y = Rows.allocate(maxBatch, out());
            gradients = new float[training ? registers.length : 0];
        }

        @Override
        public Rows forward(int batch, Rows x) {
            x.require("x", batch, in());
            rows(0, batch, x, y, registers);
            return y;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx == null) return;
            int result = expression.resultAt(0);
            for (int r = 0; r < batch; r++) {
                expression.compute(x.data(), x.index(r, 0), registers, 0);
                System.arraycopy(dy.data(), dy.index(r, 0), gradients, result, out());
                expression.differentiate(registers, 0, gradients);
                System.arraycopy(gradients, 0, dx.data(), dx.index(r, 0), in());
            }
        }
    }

    /** A formula in a model. */
    private final class Frozen implements FrozenUnchanged {
        @Override
        public Layer layer() {
            return Formula.this;
        }

        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            rows(fromRow, toRow, x, y, workspace.scratch());
        }

        @Override
        public int scratch(int batch) {
            return expression.registers();
        }

        @Override
        public long work() {
            return 4L * expression.registers();
        }
    }
}
