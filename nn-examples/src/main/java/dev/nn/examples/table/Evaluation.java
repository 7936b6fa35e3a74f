package dev.nn.examples.table;

import dev.nn.table.ClassReport;
import dev.nn.table.ClassTarget;
import dev.nn.table.NumberTarget;
import dev.nn.table.Prediction;
import dev.nn.table.TableBatch;
import dev.nn.table.TableException;
import dev.nn.table.TableModel;
import dev.nn.table.TableScore;
import dev.nn.table.Target;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What a model says about rows whose target is known.
 *
 * @param target what was predicted
 * @param score accuracy or R²; NaN without rows
 * @param loss mean of what training minimises
 * @param skipped rows without target
 * @param truth the number of each row's class, or its number
 * @param predicted the same as predicted; −1 for no class
 * @param scores the probability of each class of each row, row by row; empty for numbers, many classes or very many rows
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Evaluation(
        Target target, double score, double loss, int skipped, double[] truth, double[] predicted, float[] scores) {
    private static final int BATCH = 256;

    /** More classes and more scores take memory that nothing is worth. */
    private static final int MOST_SCORED_CLASSES = 10;

    private static final int MOST_SCORES = 1 << 25;

    /**
     * Predicts all rows of a file and compares.
     *
     * @throws TableException if a value or a target can't be used, naming its line and column
     */
    static Evaluation of(TableModel model, Records records, String targetColumn) throws IOException {
        records.prepare(model, targetColumn);
        Target target = model.schema().target();
        TableScore score = new TableScore(target);
        TableBatch batch = model.newBatch(BATCH);
        double[] truth = new double[BATCH], predicted = new double[BATCH];
        int classes = target instanceof ClassTarget known ? known.classes().size() : 0;
        boolean scored = classes > 0 && classes <= MOST_SCORED_CLASSES;
        float[] scores = new float[scored ? BATCH * classes : 0];
        int size = 0, skipped = 0;
        for (int rows = records.fill(batch); rows > 0; rows = records.fill(batch)) {
            batch.run(rows);
            for (int row = 0; row < rows; row++) {
                String label = records.label(row);
                if (target.isMissing(label)) {
                    skipped++;
                    continue;
                }
                if (size == truth.length) {
                    truth = Arrays.copyOf(truth, 2 * size);
                    predicted = Arrays.copyOf(predicted, 2 * size);
                }
                try {
                    score.add(batch, row, label);
                    truth[size] = truth(target, label);
                } catch (TableException e) {
                    throw e.at(records.place(row));
                }
                Prediction prediction = batch.get(row);
                predicted[size] = prediction.value();
                scored &= (long) (size + 1) * classes <= MOST_SCORES;
                if (scored) {
                    if ((size + 1) * classes > scores.length) scores = Arrays.copyOf(scores, 2 * scores.length);
                    System.arraycopy(prediction.probabilities(), 0, scores, size * classes, classes);
                }
                size++;
            }
        }
        if (size == 0) throw new TableException("%s: no rows with a target".formatted(records.name()));
        return new Evaluation(
                target,
                score.score(),
                score.loss(),
                skipped,
                Arrays.copyOf(truth, size),
                Arrays.copyOf(predicted, size),
                scored ? scores : new float[0]);
    }

    private static double truth(Target target, String label) {
        return target instanceof NumberTarget number ? number.number(label) : target.encode(label);
    }

    int rows() {
        return truth.length;
    }

    /** Rows whose class was predicted. */
    int correct() {
        int correct = 0;
        for (int i = 0; i < truth.length; i++) if (truth[i] == predicted[i]) correct++;
        return correct;
    }

    /** The square root of the mean squared error, in the target's unit. */
    double rootMeanSquaredError() {
        double largest = errors().max().orElse(0);
        // Divided by the largest, so that no square overflows or vanishes.
        if (!(largest > 0 && largest <= Double.MAX_VALUE)) return largest;
        double sum = errors().map(error -> error / largest * (error / largest)).sum();
        return largest * Math.sqrt(sum / truth.length);
    }

    /** The mean absolute error, in the target's unit. */
    double meanAbsoluteError() {
        return errors().map(error -> error / truth.length).sum();
    }

    private DoubleStream errors() {
        return IntStream.range(0, truth.length).mapToDouble(i -> Math.abs(truth[i] - predicted[i]));
    }

    /** How well each class is told from the others. */
    ClassReport classReport(ClassTarget classes) {
        int[] is = new int[truth.length], taken = new int[truth.length];
        Arrays.setAll(is, i -> (int) truth[i]);
        Arrays.setAll(taken, i -> (int) predicted[i]);
        return ClassReport.of(classes.classes(), truth.length, is, taken, scores);
    }

    /** How often each class (first index) was taken for each class (second index). */
    int[][] confusion() {
        int classes = target.outputs();
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < truth.length; i++) {
            if (predicted[i] >= 0) counts[(int) truth[i]][(int) predicted[i]]++;
        }
        return counts;
    }

    /** The same as lists, for JSON. */
    List<List<Integer>> confusionList() {
        return Arrays.stream(confusion())
                .map(row -> Arrays.stream(row).boxed().toList())
                .toList();
    }

    /**
     * The same for a network from elsewhere: nobody knows which loss it was trained with, nor whether its outputs are
     * probabilities.
     */
    Evaluation withoutLoss() {
        float[] comparable = target.outputs() == 2 ? scores : new float[0];
        return new Evaluation(target, score, Double.NaN, skipped, truth, predicted, comparable);
    }
}
