package dev.nn.training;

/**
 * The rule that ends training when the validation loss has stopped falling.
 *
 * <p>Prechelt: Early stopping – but when? Neural Networks: Tricks of the Trade, 1998.
 *
 * @param patience epochs without a new lowest loss before training ends, at least 1
 * @param minDelta by how much a loss must be lower to count as new lowest, not negative
 * @param restoreBest whether the parameters of the best epoch are put back at the end
 */
public record EarlyStopping(int patience, double minDelta, boolean restoreBest) {
    public EarlyStopping {
        if (patience < 1) throw new IllegalArgumentException("patience must be at least 1, was " + patience);
        if (!(minDelta >= 0)) throw new IllegalArgumentException("minDelta must not be negative, was " + minDelta);
    }

    /** Ends after {@code patience} epochs without improvement and restores the best parameters. */
    public static EarlyStopping after(int patience) {
        return new EarlyStopping(patience, 0, true);
    }
}
