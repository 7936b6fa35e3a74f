package dev.nn.examples.table;

import dev.nn.table.ClassTarget;
import dev.nn.table.Prediction;
import dev.nn.table.TableBatch;
import dev.nn.table.TableException;
import dev.nn.table.TableModel;
import dev.nn.table.TableScore;
import dev.nn.table.Target;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What a model says about rows whose target is known.
 *
 * @param target what was predicted
 * @param score accuracy or R²; NaN without rows
 * @param loss mean of what training minimises
 * @param skipped rows without target
 * @param truth the number of each row's class, or its number
 * @param predicted the same as predicted; −1 for no class
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Evaluation(Target target, double score, double loss, int skipped, double[] truth, double[] predicted) {
    private static final int BATCH = 256;

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
                predicted[size++] = prediction.value();
            }
        }
        if (size == 0) throw new TableException("%s: no rows with a target".formatted(records.name()));
        return new Evaluation(
                target,
                score.score(),
                score.loss(),
                skipped,
                Arrays.copyOf(truth, size),
                Arrays.copyOf(predicted, size));
    }

    private static double truth(Target target, String label) {
        return target instanceof ClassTarget ? target.encode(label) : Double.parseDouble(label.strip());
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
        double sum = 0;
        for (int i = 0; i < truth.length; i++) sum += (truth[i] - predicted[i]) * (truth[i] - predicted[i]);
        return Math.sqrt(sum / truth.length);
    }

    /** The mean absolute error, in the target's unit. */
    double meanAbsoluteError() {
        double sum = 0;
        for (int i = 0; i < truth.length; i++) sum += Math.abs(truth[i] - predicted[i]);
        return sum / truth.length;
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

    /** The same without a loss: nobody knows which one a network from elsewhere was trained with. */
    Evaluation withoutLoss() {
        return new Evaluation(target, score, Double.NaN, skipped, truth, predicted);
    }
}
