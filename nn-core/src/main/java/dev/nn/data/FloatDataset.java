package dev.nn.data;

/** A data set in two row-major float arrays. */
public final class FloatDataset implements Dataset {
    /** So many numbers are copied one by one. */
    private static final int FEW = 4;

    private final int size;
    private final int features;
    private final int targets;
    private final float[] x;
    private final float[] target;

    private FloatDataset(int size, int features, float[] x, int targets, float[] target) {
        this.size = size;
        this.features = features;
        this.targets = targets;
        this.x = x;
        this.target = target;
    }

    /**
     * A data set of {@code x.length / features} rows. The arrays aren't copied: don't change them afterwards.
     *
     * @param features columns of {@code x}, at least 1
     * @param x the features, row after row
     * @param targets columns of {@code target}; 0 for rows that are only to be predicted
     * @param target the targets, row after row
     * @throws IllegalArgumentException if an array doesn't have whole rows, their numbers differ, or a value is NaN or
     *     infinite, naming its row and column (from 0)
     */
    public static FloatDataset of(int features, float[] x, int targets, float[] target) {
        if (features < 1) throw new IllegalArgumentException("features must be at least 1, was " + features);
        if (targets < 0) throw new IllegalArgumentException("targets must not be negative, was " + targets);
        if (x.length % features != 0) {
            throw new IllegalArgumentException(
                    "x must hold whole rows of %d features, has %d values".formatted(features, x.length));
        }
        int size = x.length / features;
        if (target.length != (long) size * targets) {
            throw new IllegalArgumentException("target must hold %d rows of %d values as x does, has %d values"
                    .formatted(size, targets, target.length));
        }
        checkFinite("feature", features, x);
        checkFinite("target", targets, target);
        return new FloatDataset(size, features, x, targets, target);
    }

    private static void checkFinite(String what, int columns, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (Float.isFinite(values[i])) continue;
            throw new IllegalArgumentException(
                    "%s %d of row %d must be finite, is %s".formatted(what, i % columns, i / columns, values[i]));
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public int targets() {
        return targets;
    }

    @Override
    public void copyFeatures(int row, float[] to, int at) {
        copy(x, row * features, to, at, features);
    }

    @Override
    public void copyTarget(int row, float[] to, int at) {
        copy(target, row * targets, to, at, targets);
    }

    /** The call of {@code arraycopy} takes longer than a few numbers. */
    private static void copy(float[] from, int fromAt, float[] to, int at, int n) {
        if (n > FEW) System.arraycopy(from, fromAt, to, at, n);
        else for (int i = 0; i < n; i++) to[at + i] = from[fromAt + i];
    }
}
