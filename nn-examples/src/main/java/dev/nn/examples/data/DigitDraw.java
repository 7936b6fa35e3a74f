package dev.nn.examples.data;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.data.ImageDataset;
import dev.nn.data.Subset;
import java.util.Arrays;
import java.util.Random;

/** Draws of some of the digits, for lessons that need not have all of them. */
public final class DigitDraw {
    private static final int CLASSES = 10;

    private DigitDraw() {}

    /**
     * Parts of a data set that have no image in common, drawn at random.
     *
     * @param sizes of the parts, together at most the size of the whole
     */
    public static Subset[] parts(Dataset whole, long seed, int... sizes) {
        int total = Arrays.stream(sizes).sum();
        if (total > whole.size()) {
            throw new IllegalArgumentException("%d rows can't be drawn from %d".formatted(total, whole.size()));
        }
        int[] rows =
                new Random(seed).ints(0, whole.size()).distinct().limit(total).toArray();
        Subset[] parts = new Subset[sizes.length];
        for (int p = 0, from = 0; p < parts.length; from += sizes[p++]) {
            parts[p] = Subset.of(whole, Arrays.copyOfRange(rows, from, from + sizes[p]));
        }
        return parts;
    }

    /** The features of a data set, row after row. */
    public static float[] features(Dataset data) {
        float[] x = new float[data.size() * data.features()];
        for (int row = 0; row < data.size(); row++) data.copyFeatures(row, x, row * data.features());
        return x;
    }

    /** The label of each row. */
    public static int[] labels(Dataset data) {
        float[] label = new float[1];
        int[] labels = new int[data.size()];
        for (int row = 0; row < labels.length; row++) {
            data.copyTarget(row, label, 0);
            labels[row] = (int) label[0];
        }
        return labels;
    }

    /** The same rows with ten targets each: 1 for the row's class, 0 for the others. */
    public static Dataset oneHot(Dataset digits) {
        int[] labels = labels(digits);
        float[] targets = new float[labels.length * CLASSES];
        for (int row = 0; row < labels.length; row++) targets[row * CLASSES + labels[row]] = 1;
        return FloatDataset.of(digits.features(), features(digits), CLASSES, targets);
    }

    /** The same rows as their own targets. */
    public static Dataset itself(Dataset digits) {
        float[] x = features(digits);
        return FloatDataset.of(digits.features(), x, digits.features(), x);
    }

    /** The first images of a data set. */
    public static Subset first(ImageDataset images, int count) {
        return Subset.where(images, row -> row < count);
    }
}
