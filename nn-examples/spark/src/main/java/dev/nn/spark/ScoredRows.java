package dev.nn.spark;

import dev.nn.kernel.Rows;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The rows of a partition with their predictions, computed a batch at a time. */
public final class ScoredRows implements Iterator<Row> {
    private static final int BATCH = 256;

    private final Iterator<Row> rows;
    private final Model model;
    private final RowReader features;
    private final RowAnswer answer;
    private final ModelWorkspace workspace;
    private final Row[] batch = new Row[BATCH];
    private final float[] numbers;
    private final Rows x;
    private final Rows y;
    private int size;
    private int next;
    private long before;

    /**
     * The scored rows of a partition.
     *
     * @param features of a row, for the model
     * @param answer what its outputs become
     */
    public ScoredRows(Iterator<Row> rows, Model model, RowReader features, RowAnswer answer) {
        this.rows = rows;
        this.model = model;
        this.features = features;
        this.answer = answer;
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
        Object[] more = answer.of(outputs);
        Row input = batch[row];
        Object[] values = new Object[input.size() + more.length];
        for (int i = 0; i < input.size(); i++) values[i] = input.get(i);
        System.arraycopy(more, 0, values, input.size(), more.length);
        return RowFactory.create(values);
    }
}
