package dev.nn.table;

import java.util.Arrays;

/** What a model says about one row. */
public final class Prediction {
    private final String label;
    private final double value;
    private final float[] probabilities;

    Prediction(String label, double value, float[] probabilities) {
        this.label = label;
        this.value = value;
        this.probabilities = probabilities;
    }

    /** Name of the most probable class, empty if an output is NaN; or the predicted number as text. */
    public String label() {
        return label;
    }

    /** The predicted number; or the number of the most probable class, −1 if an output is NaN. */
    public double value() {
        return value;
    }

    /** The probability of each class, in the order of their numbers; none for a predicted number. */
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** Prediction and probabilities in one line. */
    @Override
    public String toString() {
        return probabilities.length == 0 ? label : label + " " + Arrays.toString(probabilities);
    }
}
