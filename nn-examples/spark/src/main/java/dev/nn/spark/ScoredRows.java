package dev.nn.spark;

import dev.nn.kernel.Rows;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a partition with their predictions, computed a batch at a time. */
final class ScoredRows implements Iterator<Row> {
    private static final int BATCH = 256;

    private final Iterator<Row> rows;
    private final Columns features;
    private final ScorerModel scorer;
    private final Model model;
    private final ModelWorkspace workspace;
    private final Row[] batch = new Row[BATCH];
    private final float[] numbers;
    private final Rows x;
    private final Rows y;
    private int size;
    private int next;
    private long before;

    ScoredRows(Iterator<Row> rows, Columns features, ScorerModel scorer) {
        this.rows = rows;
        this.features = features;
        this.scorer = scorer;
        model = scorer.model();
        workspace = model.newWorkspace(BATCH);
        numbers = new float[model.in()];
        x = Rows.allocate(BATCH, model.in());
        y = Rows.allocate(BATCH, model.out());
    }

    @Override
    public boolean hasNext() {
        return next < size || rows.hasNext();
    }

    @Override
    public Row next() {
        if (!hasNext()) throw new NoSuchElementException();
        if (next == size) predict();
        return scored(next++);
    }

    private void predict() {
        before += size;
        size = 0;
        next = 0;
        while (size < BATCH && rows.hasNext()) {
            Row row = rows.next();
            try {
                features.read(row, numbers, 0);
            } catch (BadRowException e) {
                throw new IllegalArgumentException(
                        "row %d of partition %d can't be scored: %s"
                                .formatted(before + size, TaskContext.getPartitionId(), e.getMessage()),
                        e);
            }
            System.arraycopy(numbers, 0, x.data(), x.index(size, 0), numbers.length);
            batch[size++] = row;
        }
        model.predict(size, x, y, workspace);
    }

    private Row scored(int row) {
        double[] outputs = new double[model.out()];
        for (int j = 0; j < outputs.length; j++) outputs[j] = y.data()[y.index(row, j)];
        Row input = batch[row];
        int columns = input.size();
        Object[] values = new Object[columns + (scorer.isClassifier() ? 2 : 1)];
        for (int i = 0; i < columns; i++) values[i] = input.get(i);
        if (scorer.isClassifier()) {
            double[] probabilities = scorer.probabilities(outputs);
            values[columns] = (double) largest(probabilities);
            values[columns + 1] = probabilities;
        } else {
            values[columns] = outputs.length == 1 ? (Object) outputs[0] : outputs;
        }
        return RowFactory.create(values);
    }

    /** The first of the largest; −1 if any is NaN. */
    private static int largest(double[] values) {
        if (Arrays.stream(values).anyMatch(Double::isNaN)) return -1;
        int largest = 0;
        for (int j = 1; j < values.length; j++) {
            if (values[j] > values[largest]) largest = j;
        }
        return largest;
    }
}
