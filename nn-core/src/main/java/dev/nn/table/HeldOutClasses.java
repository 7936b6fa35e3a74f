package dev.nn.table;

import dev.nn.kernel.Rows;
import dev.nn.metric.Accuracy;
import dev.nn.metric.Metric;
import dev.nn.metric.PredictedClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The accuracy on the rows held out, which remembers for every epoch how well each class did. */
final class HeldOutClasses implements Metric {
    /** With more scores, sorting them in every epoch would take its time. */
    private static final int MOST_SCORES = 40_000;

    private final List<String> names;
    private final Accuracy accuracy = new Accuracy();
    private final List<ClassReport> epochs = new ArrayList<>();
    private int[] truth = new int[64];
    private int[] predicted = new int[64];
    private float[] scores = new float[0];
    private int rows;

    HeldOutClasses(List<String> names) {
        this.names = names;
    }

    @Override
    public String name() {
        return accuracy.name();
    }

    @Override
    public void reset() {
        accuracy.reset();
        rows = 0;
    }

    @Override
    public void add(int batch, int outputs, Rows y, Rows target) {
        accuracy.add(batch, outputs, y, target);
        if (rows + batch > truth.length) {
            int capacity = Math.max(2 * truth.length, rows + batch);
            truth = Arrays.copyOf(truth, capacity);
            predicted = Arrays.copyOf(predicted, capacity);
        }
        for (int r = 0; r < batch; r++) {
            truth[rows + r] = (int) target.data()[target.index(r, 0)];
            predicted[rows + r] = PredictedClass.of(y.data(), y.index(r, 0), outputs);
        }
        long needed = (long) (rows + batch) * outputs;
        if (needed <= MOST_SCORES) {
            if (needed > scores.length) scores = Arrays.copyOf(scores, MOST_SCORES);
            for (int r = 0; r < batch; r++) softmax(y.data(), y.index(r, 0), scores, (rows + r) * outputs, outputs);
        }
        rows += batch;
    }

    private static void softmax(float[] z, int at, float[] p, int to, int classes) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < classes; j++) largest = Math.max(largest, z[at + j]);
        double sum = 0;
        for (int j = 0; j < classes; j++) sum += Math.exp(z[at + j] - largest);
        for (int j = 0; j < classes; j++) p[to + j] = (float) (Math.exp(z[at + j] - largest) / sum);
    }

    @Override
    public double value() {
        boolean known = (long) rows * names.size() <= MOST_SCORES;
        epochs.add(ClassReport.of(names, rows, truth, predicted, known ? scores : new float[0]));
        return accuracy.value();
    }

    /** How the classes did in an epoch, from 1. */
    ClassReport epoch(int number) {
        return epochs.get(number - 1);
    }
}
