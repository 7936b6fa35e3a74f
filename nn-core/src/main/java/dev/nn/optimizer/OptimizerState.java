package dev.nn.optimizer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Optimizer} remembers between steps, for a whole array of parameters: the moments, the number of steps
 * taken, and the coefficients of the current step.
 */
public final class OptimizerState {
    /** Room for the coefficients of any rule. */
    public static final int COEFFICIENTS = 8;

    /** Below this a first moment cannot move a float parameter any more; as a denormal it would slow the step down. */
    private static final float TINY_FIRST = 1e-20f;

    private static final float TINY_SECOND = 1e-35f;

    /** Steps between two sweeps for denormals: moments need some 700 steps to decay that far. */
    private static final int SWEEP = 256;

    private final Optimizer optimizer;
    private final float[] first;
    private final float[] second;
    private final float[] coefficients = new float[COEFFICIENTS];
    private final @Nullable OptimizerState whole;
    private long step;

    /** The state before the first step, for {@code size} parameters. */
    public OptimizerState(Optimizer optimizer, int size) {
        this.optimizer = optimizer;
        this.first = new float[optimizer.moments() > 0 ? size : 0];
        this.second = new float[optimizer.moments() > 1 ? size : 0];
        this.whole = null;
    }

    private OptimizerState(Optimizer optimizer, OptimizerState whole) {
        this.optimizer = optimizer;
        this.first = whole.first;
        this.second = whole.second;
        this.whole = whole;
    }

    /**
     * The same moments and steps, but other numbers in the rule: what some of the parameters are to be updated with, in
     * each step after this state has {@linkplain #begin begun} it.
     *
     * @param numbers the same rule
     * @throws IllegalArgumentException if it is another rule
     */
    public OptimizerState group(Optimizer numbers) {
        if (!numbers.getClass().equals(optimizer.getClass())) {
            throw new IllegalArgumentException(
                    "all parameters have the same rule, here %s: another rate or decay is possible, not %s"
                            .formatted(optimizer.name(), numbers.name()));
        }
        return new OptimizerState(numbers, this);
    }

    /** Starts the next step: counts it and computes its coefficients. Kernels may then {@code update} in any order. */
    public void begin(double learningRate) {
        if (whole != null) {
            optimizer.coefficients(whole.step, learningRate, coefficients);
            return;
        }
        if (step > 0 && step % SWEEP == 0) flushDenormals();
        step++;
        optimizer.coefficients(step, learningRate, coefficients);
    }

    public Optimizer optimizer() {
        return optimizer;
    }

    /** The first moment (momentum, sum of squares …), in the parameters' layout; empty if the rule has none. */
    public float[] first() {
        return first;
    }

    /** The second moment; empty if the rule has fewer than two. */
    public float[] second() {
        return second;
    }

    /** What {@link Optimizer#coefficients} computed for the current step. */
    public float[] coefficients() {
        return coefficients;
    }

    /** Steps begun so far. */
    public long step() {
        return whole == null ? step : whole.step;
    }

    /**
     * Goes on from where another state was.
     *
     * @param steps that had begun
     * @param firstMoment its {@link #first}, which is copied
     * @param secondMoment its {@link #second}, which is copied
     * @throws IllegalArgumentException if they are not as long as this state's
     */
    public void restore(long steps, float[] firstMoment, float[] secondMoment) {
        if (firstMoment.length != first.length || secondMoment.length != second.length) {
            throw new IllegalArgumentException("%s needs moments of %d and %d floats, got %d and %d"
                    .formatted(optimizer.name(), first.length, second.length, firstMoment.length, secondMoment.length));
        }
        if (steps < 0) throw new IllegalArgumentException("steps must not be negative, was " + steps);
        System.arraycopy(firstMoment, 0, first, 0, first.length);
        System.arraycopy(secondMoment, 0, second, 0, second.length);
        step = steps;
    }

    /** Back to the state before the first step. */
    public void reset() {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        step = 0;
    }

    /** Sets moments too small to matter to zero. */
    void flushDenormals() {
        flush(first, optimizer.moments() > 1 ? TINY_FIRST : TINY_SECOND);
        flush(second, TINY_SECOND);
    }

    private static void flush(float[] moments, float below) {
        for (int i = 0; i < moments.length; i++) {
            float value = moments[i];
            moments[i] = Math.abs(value) < below ? 0 : value;
        }
    }
}
