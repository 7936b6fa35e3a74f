package dev.nn.examples.table;

import dev.nn.table.Schema;
import dev.nn.table.TableBatch;
import dev.nn.table.TableException;
import dev.nn.table.TableModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. */
final class CsvRecords implements Records {
    private static final int NO_TARGET = -1;

    /** No name for a column. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d*[.,]?\\d+(e[-+]?\\d+)?", Pattern.CASE_INSENSITIVE);

    private final CsvReader reader;
    private final List<String> labels = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int[] places = new int[0];
    private int target = NO_TARGET;
    private @Nullable UnseenValues unseen;

    CsvRecords(CsvReader reader) {
        this.reader = reader;
    }

    @Override
    public String name() {
        return reader.name();
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public void prepare(TableModel model, @Nullable String targetColumn) {
        places = locate(model.schema());
        unseen = new UnseenValues(model.schema(), places);
        if (targetColumn == null) return;
        target = columns().indexOf(targetColumn);
        if (target >= 0) return;
        throw new TableException(
                "%s: no column '%s'; there are: %s".formatted(name(), targetColumn, String.join(", ", columns())));
    }

    private int[] locate(Schema schema) {
        try {
            return schema.locate(name(), columns());
        } catch (TableException e) {
            boolean values = reader.format().header() && columns().stream().anyMatch(NUMBER.asMatchPredicate());
            if (!values) throw e;
            TableException problem =
                    new TableException(e.getMessage() + "; the first line must have the columns' names");
            problem.initCause(e);
            throw problem;
        }
    }

    @Override
    public List<String> warnings() {
        return unseen == null ? List.of() : unseen.lines();
    }

    @Override
    public int fill(TableBatch batch) throws IOException {
        labels.clear();
        lines.clear();
        int rows = 0;
        while (rows < batch.maxRows()) {
            String[] cells = reader.next();
            if (cells == null) break;
            try {
                batch.set(rows, cells, places);
                if (unseen != null) unseen.add(cells, batch.inputs(), rows);
            } catch (TableException e) {
                throw e.at(reader.place());
            }
            if (target != NO_TARGET) labels.add(cells[target]);
            lines.add(reader.line());
            rows++;
        }
        return rows;
    }

    @Override
    public String label(int row) {
        return labels.get(row);
    }

    @Override
    public String place(int row) {
        return "%s, line %d".formatted(name(), lines.get(row));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
