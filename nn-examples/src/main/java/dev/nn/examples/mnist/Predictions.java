package dev.nn.examples.mnist;

import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.kernel.Rows;
import dev.nn.metric.PredictedClass;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a trained network says about each image of a data set.
 *
 * @param classes how many there are
 * @param truth the right class of each image
 * @param predicted the most probable class of each image; {@link PredictedClass#NONE} if training went astray
 * @param probability of the predicted class, by softmax
 * @param loss −log of the right class's probability
 */
public record Predictions(int classes, int[] truth, int[] predicted, double[] probability, double[] loss) {
    private static final int BATCH = 256;

    /** Runs the network over the whole data set. */
    public static Predictions of(Network network, Dataset data) {
        int size = data.size(), classes = network.out();
        Predictions result = new Predictions(classes, new int[size], new int[size], new double[size], new double[size]);
        BatchSource rows = BatchSource.of(data);
        int[] order = IntStream.range(0, size).toArray();
        Pass pass = network.newPass(BATCH);
        Rows x = Rows.allocate(BATCH, network.in());
        Rows target = Rows.allocate(BATCH, 1);
        for (int from = 0; from < size; from += BATCH) {
            int batch = Math.min(BATCH, size - from);
            rows.gather(network.kernels(), order, from, batch, x, target);
            Rows logits = pass.forward(batch, x);
            for (int row = 0; row < batch; row++) {
                result.set(from + row, (int) target.data()[target.index(row, 0)], logits, row);
            }
        }
        return result;
    }

    private void set(int image, int label, Rows logits, int row) {
        int at = logits.index(row, 0);
        float[] z = logits.data();
        int best = PredictedClass.of(z, at, classes);
        truth[image] = label;
        predicted[image] = best;
        loss[image] = Double.NaN;
        if (best == PredictedClass.NONE) return;
        double sum = 0;
        for (int c = 0; c < classes; c++) sum += Math.exp(z[at + c] - z[at + best]);
        probability[image] = 1 / sum;
        loss[image] = Math.log(sum) + z[at + best] - z[at + label];
    }

    public int size() {
        return truth.length;
    }

    /** The images with a wrong prediction, highest loss first. */
    public List<Integer> mistakes() {
        return IntStream.range(0, size())
                .filter(i -> truth[i] != predicted[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -loss[i]))
                .toList();
    }

    public int correct() {
        return size() - mistakes().size();
    }

    public double accuracy() {
        return correct() / (double) size();
    }

    public double meanLoss() {
        return IntStream.range(0, size()).mapToDouble(i -> loss[i]).average().orElse(Double.NaN);
    }

    /** How often each true class (first index) was taken for each class (second index). */
    public int[][] confusion() {
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < size(); i++) {
            if (predicted[i] != PredictedClass.NONE) counts[truth[i]][predicted[i]]++;
        }
        return counts;
    }
}
