package dev.nn.table;

import dev.nn.kernel.Rows;
import dev.nn.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * What a recipe's networks predict of the rows that they have not seen, fold by fold.
 *
 * @param folds whose rows have been predicted
 * @param outputs of each fold's rows, one row after another
 * @param width outputs of a row
 */
record HeldOutOutputs(List<CrossValidation.Fold> folds, List<float[]> outputs, int width) {
    /** The means of these and others for the same folds: what the networks of both together predict. */
    HeldOutOutputs mean(HeldOutOutputs other) {
        List<float[]> means = new ArrayList<>();
        for (int k = 0; k < outputs.size(); k++) {
            float[] mean = outputs.get(k).clone(), more = other.outputs.get(k);
            for (int i = 0; i < mean.length; i++) mean[i] = (mean[i] + more[i]) / 2;
            means.add(mean);
        }
        return new HeldOutOutputs(folds, means, width);
    }

    /** The mean loss of a row; infinite where it is no number. */
    double loss() {
        double sum = 0;
        int rows = 0;
        float[] target = new float[1];
        double[] row = new double[width], truth = new double[1];
        for (int k = 0; k < folds.size(); k++) {
            CrossValidation.Fold fold = folds.get(k);
            for (int i = 0; i < fold.held().size(); i++, rows++) {
                fold.held().copyTarget(i, target, 0);
                truth[0] = target[0];
                for (int j = 0; j < width; j++) row[j] = outputs.get(k)[i * width + j];
                sum += fold.loss().value(row, truth);
            }
        }
        double loss = sum / rows;
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    /**
     * The score of all rows.
     *
     * @param score without any rows yet
     */
    double score(Metric score) {
        int rows = folds.stream().mapToInt(fold -> fold.held().size()).sum(), at = 0;
        Rows y = Rows.allocate(rows, width), t = Rows.allocate(rows, 1);
        for (int k = 0; k < folds.size(); k++) {
            for (int i = 0; i < folds.get(k).held().size(); i++, at++) {
                System.arraycopy(outputs.get(k), i * width, y.data(), y.index(at, 0), width);
                folds.get(k).held().copyTarget(i, t.data(), t.index(at, 0));
            }
        }
        score.add(rows, width, y, t);
        return score.value();
    }
}
