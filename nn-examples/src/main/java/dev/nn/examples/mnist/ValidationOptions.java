package dev.nn.examples.mnist;

import dev.nn.training.EarlyStopping;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that hold images back to decide by them when to stop. */
final class ValidationOptions {
    private static final int PATIENCE = 5;

    @Option(
            names = "--validation",
            paramLabel = "SHARE",
            description =
                    "Hold back this share of the training images; end when their loss has stopped falling, and keep "
                            + "the epoch where it was lowest.")
    private @Nullable Double share;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Epochs without a lower validation loss before it ends (default: " + PATIENCE + ").")
    private @Nullable Integer patience;

    /** What is asked for; null for nothing. Throws {@link IllegalArgumentException} if the options make no sense. */
    @Nullable
    Validation validation() {
        if (share != null) return new Validation(share, patience == null ? PATIENCE : patience);
        if (patience != null) throw new IllegalArgumentException("--patience needs --validation SHARE");
        return null;
    }

    /**
     * Images that are held back, and what for.
     *
     * @param share of the training images
     * @param patience epochs without a lower loss before the training ends
     */
    record Validation(double share, int patience) {
        Validation {
            if (!(share > 0 && share < 1)) {
                throw new IllegalArgumentException("--validation must be between 0 and 1, not " + share);
            }
            if (patience < 1) throw new IllegalArgumentException("--patience must be at least 1, not " + patience);
        }

        EarlyStopping rule() {
            return EarlyStopping.after(patience);
        }
    }
}
