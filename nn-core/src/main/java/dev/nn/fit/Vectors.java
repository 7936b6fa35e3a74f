package dev.nn.fit;

/** Arithmetic of vectors in double precision, each sum in the order of its terms. */
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }

    /** to ← to + factor · a. */
    static void add(double factor, double[] a, double[] to) {
        for (int i = 0; i < to.length; i++) to[i] += factor * a[i];
    }

    /** The largest absolute value. */
    static double largest(double[] a) {
        double largest = 0;
        // Not the other way round: NaN stays.
        for (double value : a) largest = Math.max(largest, Math.abs(value));
        return largest;
    }
}
