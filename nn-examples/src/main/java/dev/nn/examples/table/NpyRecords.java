package dev.nn.examples.table;

import dev.nn.table.TableBatch;
import dev.nn.table.TableException;
import dev.nn.table.TableModel;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The rows of a NumPy array, whose columns have no names: they are the model's, in its order. */
final class NpyRecords implements Records {
    private final String name;
    private final NpyArray array;
    private int next;
    private int first;

    NpyRecords(String name, NpyArray array) {
        this.name = name;
        this.array = array;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return IntStream.rangeClosed(1, array.columns())
                .mapToObj(c -> "column_" + c)
                .toList();
    }

    @Override
    public void prepare(TableModel model, @Nullable String target) {
        if (target != null) throw new TableException(name + ": a NumPy array has no column names; use CSV");
        int expected = model.schema().columns().size();
        if (array.columns() != expected) {
            throw new TableException("%s: rows of %d values, but the model has %d columns: %s"
                    .formatted(
                            name,
                            array.columns(),
                            expected,
                            String.join(
                                    ", ",
                                    model.schema().columns().stream()
                                            .map(column -> column.name())
                                            .limit(20)
                                            .toList())));
        }
    }

    @Override
    public int fill(TableBatch batch) {
        first = next;
        while (next < array.rows() && next - first < batch.maxRows()) {
            try {
                batch.set(next - first, array.values(), next * array.columns());
            } catch (TableException e) {
                throw e.at(place(next - first));
            }
            next++;
        }
        return next - first;
    }

    @Override
    public String label(int row) {
        throw new IllegalStateException("a NumPy array has no target column");
    }

    @Override
    public String place(int row) {
        return "%s, row %d".formatted(name, first + row);
    }

    @Override
    public void close() {}
}
