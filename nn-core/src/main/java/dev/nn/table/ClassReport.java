package dev.nn.table;

import dev.nn.metric.AreaUnderCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How well classes are told apart, which accuracy hides where one of them is rare.
 *
 * @param classes each by itself
 * @param areaUnderCurve of the receiver operating characteristic; of more than two classes, the mean over each against
 *     the others; NaN where it isn't known
 */
public record ClassReport(List<ClassScore> classes, double areaUnderCurve) {
    /** Share of the mean number of rows, below which a class is called rare. */
    private static final double RARE = 0.4;

    /**
     * Compares predictions with the truth.
     *
     * @param names of the classes
     * @param size rows to compare
     * @param truth the number of each row's class
     * @param predicted the number of the class that it was taken for, −1 for none
     * @param scores one for each class of each row, row by row, larger for a more probable one; empty if not known
     */
    public static ClassReport of(List<String> names, int size, int[] truth, int[] predicted, float[] scores) {
        int count = names.size();
        long[] rows = new long[count], taken = new long[count], right = new long[count];
        for (int i = 0; i < size; i++) {
            rows[truth[i]]++;
            if (predicted[i] >= 0) taken[predicted[i]]++;
            if (predicted[i] == truth[i]) right[truth[i]]++;
        }
        List<ClassScore> classes = new ArrayList<>();
        for (int k = 0; k < count; k++) classes.add(new ClassScore(names.get(k), rows[k], taken[k], right[k]));
        return new ClassReport(
                List.copyOf(classes), scores.length == 0 ? Double.NaN : area(count, size, truth, scores));
    }

    private static double area(int classes, int size, int[] truth, float[] scores) {
        float[] score = new float[size];
        boolean[] is = new boolean[size];
        double sum = 0;
        int known = 0;
        for (int k = classes == 2 ? 1 : 0; k < classes; k++) {
            for (int i = 0; i < size; i++) {
                score[i] = scores[i * classes + k];
                is[i] = truth[i] == k;
                if (Float.isNaN(score[i])) return Double.NaN;
            }
            double area = AreaUnderCurve.of(score, is);
            if (Double.isNaN(area)) continue;
            sum += area;
            known++;
        }
        return sum / known;
    }

    /** Mean recall of the classes that are there. */
    public double balancedAccuracy() {
        return mean(classes.stream().mapToDouble(ClassScore::recall));
    }

    /** Mean F1 of the classes that are there or were predicted. */
    public double macroF1() {
        return mean(classes.stream().mapToDouble(ClassScore::f1));
    }

    private static double mean(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }

    /** Whether a class is so rare that a good accuracy tells little about it. */
    public boolean isUnequal() {
        double mean = classes.stream()
                .mapToLong(ClassScore::rows)
                .filter(rows -> rows > 0)
                .average()
                .orElse(0);
        return classes.stream().anyMatch(score -> score.rows() > 0 && score.rows() < RARE * mean);
    }
}
