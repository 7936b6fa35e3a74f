package dev.nn.data;

/**
 * A scaling of every feature to mean 0 and standard deviation 1: x ← (x − mean) / deviation.
 *
 * <p>Mean and deviation are learnt from one data set, the training data, and then applied to others and to single rows:
 * measuring on data that helped to choose the scale would flatter. Immutable.
 */
public final class Standardizer {
    private final double[] means;
    private final double[] deviations;

    private Standardizer(double[] means, double[] deviations) {
        this.means = means;
        this.deviations = deviations;
    }

    /**
     * Learns mean and standard deviation (of the population: 1/n) of every feature. A feature that is constant gets
     * deviation 1, so that it becomes 0.
     *
     * @throws IllegalArgumentException if there are no rows
     */
    public static Standardizer fit(Dataset data) {
        int n = data.size();
        if (n == 0) throw new IllegalArgumentException("a scale can't be learnt from a data set without rows");
        double[] means = new double[data.features()];
        double[] deviations = new double[data.features()];
        boolean[] varies = new boolean[data.features()];
        float[] first = new float[data.features()];
        float[] x = new float[data.features()];
        data.copyFeatures(0, first, 0);
        for (int row = 0; row < n; row++) {
            data.copyFeatures(row, x, 0);
            for (int j = 0; j < x.length; j++) {
                means[j] += x[j] / (double) n;
                varies[j] |= x[j] != first[j];
            }
        }
        // A second pass: the mean of squares minus the square of the mean would cancel.
        for (int row = 0; row < n; row++) {
            data.copyFeatures(row, x, 0);
            for (int j = 0; j < x.length; j++) deviations[j] += (x[j] - means[j]) * (x[j] - means[j]) / n;
        }
        for (int j = 0; j < x.length; j++) {
            if (!varies[j]) means[j] = first[j];
            deviations[j] = varies[j] ? Math.sqrt(deviations[j]) : 1;
        }
        return new Standardizer(means, deviations);
    }

    /**
     * A scaling with known means and deviations, for instance from a file.
     *
     * @throws IllegalArgumentException if the lengths differ, a mean isn't finite or a deviation isn't positive and
     *     finite
     */
    public static Standardizer of(double[] means, double[] deviations) {
        if (means.length != deviations.length) {
            throw new IllegalArgumentException(
                    "there are %d means, but %d deviations".formatted(means.length, deviations.length));
        }
        for (int j = 0; j < means.length; j++) {
            if (!Double.isFinite(means[j]) || !(deviations[j] > 0 && deviations[j] <= Double.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "feature %d must have a finite mean and a positive, finite deviation, has %s and %s"
                                .formatted(j, means[j], deviations[j]));
            }
        }
        return new Standardizer(means.clone(), deviations.clone());
    }

    public int features() {
        return means.length;
    }

    public double mean(int feature) {
        return means[feature];
    }

    public double deviation(int feature) {
        return deviations[feature];
    }

    /** Scales one row in place, which starts at index {@code at}. */
    public void apply(float[] x, int at) {
        for (int j = 0; j < means.length; j++) x[at + j] = (float) ((x[at + j] - means[j]) / deviations[j]);
    }

    /**
     * A view of a data set with scaled features.
     *
     * @throws IllegalArgumentException if it has another number of features
     */
    public Dataset apply(Dataset data) {
        if (data.features() != means.length) {
            throw new IllegalArgumentException(
                    "the scale is for %d features, the data has %d".formatted(means.length, data.features()));
        }
        return new Standardized(this, BatchSource.of(data));
    }

    /** The view: rows are scaled as they are copied. */
    private record Standardized(Standardizer scale, BatchSource raw) implements BatchSource {
        @Override
        public int size() {
            return raw.size();
        }

        @Override
        public int features() {
            return raw.features();
        }

        @Override
        public int targets() {
            return raw.targets();
        }

        @Override
        public void copyFeatures(int row, float[] to, int at) {
            raw.copyFeatures(row, to, at);
            scale.apply(to, at);
        }

        @Override
        public void copyTarget(int row, float[] to, int at) {
            raw.copyTarget(row, to, at);
        }

        @Override
        public void touch(int row) {
            raw.touch(row);
        }

        @Override
        public int block() {
            return raw.block();
        }

        @Override
        public boolean isWeighted() {
            return raw.isWeighted();
        }

        @Override
        public float weight(int row) {
            return raw.weight(row);
        }
    }
}
