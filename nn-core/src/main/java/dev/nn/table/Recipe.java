package dev.nn.table;

import dev.nn.activation.Activation;
import java.util.Locale;

/**
 * What a {@link TableTrainer} chooses anew for each table, by the rows held out.
 *
 * @param activation of the hidden layers
 * @param weightDecay of AdamW; NaN where the user has chosen another rule
 * @param epochs in which the learning rate falls to 0
 */
public record Recipe(Activation activation, double weightDecay, int epochs) {
    /** The recipe in words, such as {@code relu, weight decay 0.01, 100 epochs}. */
    @Override
    public String toString() {
        String decay = Double.isNaN(weightDecay) ? "" : String.format(Locale.ROOT, ", weight decay %.3g", weightDecay);
        return "%s%s, %d epochs".formatted(activation.name(), decay, epochs);
    }
}
