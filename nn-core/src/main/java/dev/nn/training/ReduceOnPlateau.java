package dev.nn.training;

/**
 * The rule that lowers the learning rate when the validation loss has stopped falling; {@code
 * torch.optim.lr_scheduler.ReduceLROnPlateau} with an absolute threshold. It multiplies what the {@link Schedule} gives.
 *
 * @param factor of the rate each time, greater than 0 and less than 1
 * @param patience epochs without a new lowest loss that pass before the next one lowers the rate, at least 0
 * @param minDelta by how much a loss must be lower to count as new lowest, not negative
 */
public record ReduceOnPlateau(double factor, int patience, double minDelta) {
    public ReduceOnPlateau {
        if (!(factor > 0 && factor < 1)) {
            throw new IllegalArgumentException("factor must be greater than 0 and less than 1, was " + factor);
        }
        if (patience < 0) throw new IllegalArgumentException("patience must not be negative, was " + patience);
        if (!(minDelta >= 0)) throw new IllegalArgumentException("minDelta must not be negative, was " + minDelta);
    }

    /** A tenth of the rate after more than {@code patience} epochs without improvement. */
    public static ReduceOnPlateau after(int patience) {
        return new ReduceOnPlateau(0.1, patience, 0);
    }

    /** Where a training is with this rule. */
    static final class State {
        private double lowest = Double.POSITIVE_INFINITY;
        private int bad;
        private double scale = 1;

        /** What the schedule's rates are multiplied by now. */
        double scale() {
            return scale;
        }

        /** An epoch is over. */
        void judge(ReduceOnPlateau rule, Epoch epoch) {
            if (epoch.validationLoss() < lowest - rule.minDelta()) {
                lowest = epoch.validationLoss();
                bad = 0;
            } else if (++bad > rule.patience()) {
                scale *= rule.factor();
                bad = 0;
            }
        }
    }
}
