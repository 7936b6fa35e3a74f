package dev.nn.training;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the epoch with the lowest validation loss, and its parameters if the rule wants them back. */
final class BestEpoch {
    private final @Nullable EarlyStopping rule;
    private final float[] parameters;
    private final float[] kept;
    private double lowest = Double.POSITIVE_INFINITY;
    private int number;

    BestEpoch(@Nullable EarlyStopping rule, float[] parameters) {
        this.rule = rule;
        this.parameters = parameters;
        this.kept = new float[rule != null && rule.restoreBest() ? parameters.length : 0];
    }

    /** Takes note of an epoch; true if training should end after it. */
    boolean stopAfter(Epoch epoch) {
        boolean stop = judge(epoch);
        if (number == epoch.number()) System.arraycopy(parameters, 0, kept, 0, kept.length);
        return stop;
    }

    /**
     * Takes note of epochs that were over before an interruption; true if training should end after them.
     *
     * @param best what was {@link #kept}, or empty if nothing {@linkplain #isKept was}
     * @throws IllegalArgumentException if there is none but should be
     */
    boolean replay(List<Epoch> epochs, float[] best) {
        boolean stop = false;
        for (Epoch epoch : epochs) stop = judge(epoch);
        if (!isKept()) return stop;
        if (best.length != kept.length)
            throw new IllegalArgumentException("the parameters of the best epoch are missing");
        System.arraycopy(best, 0, kept, 0, kept.length);
        return stop;
    }

    private boolean judge(Epoch epoch) {
        double loss = epoch.validationLoss();
        if (Double.isNaN(loss) && rule == null) {
            number = epoch.number();
        } else if (loss < lowest - (rule == null ? 0 : rule.minDelta())) {
            lowest = loss;
            number = epoch.number();
        }
        return rule != null && epoch.number() - number >= rule.patience();
    }

    /** Whether there are parameters of a best epoch. */
    boolean isKept() {
        return kept.length > 0 && number > 0;
    }

    /** The parameters of the best epoch; not a copy. */
    float[] kept() {
        return kept;
    }

    /** Puts the best parameters back if the rule says so. */
    void restore() {
        if (number > 0) System.arraycopy(kept, 0, parameters, 0, kept.length);
    }

    /** Number of the best epoch; 0 if there was none. */
    int number() {
        return number;
    }
}
