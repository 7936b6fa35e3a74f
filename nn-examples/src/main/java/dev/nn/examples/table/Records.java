package dev.nn.examples.table;

import dev.nn.table.TableBatch;
import dev.nn.table.TableModel;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A file's rows on their way into a model, some at a time. */
interface Records extends Closeable {
    /** Opens a file: {@code .npy}, or else CSV. */
    static Records open(Path file, CsvFormat format) throws IOException {
        return isNpy(file)
                ? new NpyRecords(file.toString(), NpyReader.read(file))
                : new CsvRecords(CsvReader.open(file, format));
    }

    /** Whether a file is a NumPy array, by its name. */
    static boolean isNpy(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    /** What messages call the file. */
    String name();

    /** Names of the columns. */
    List<String> columns();

    /**
     * Says which model the rows are for.
     *
     * @param target the column whose cells {@link #label} gives; null for none
     * @throws dev.nn.table.TableException if there is no such column, or the model needs one that isn't there
     */
    void prepare(TableModel model, @Nullable String target);

    /**
     * Sets as many rows of the batch as there are, and returns their number; 0 at the end.
     *
     * @throws dev.nn.table.TableException if a value can't be used, naming its line or row, and its column
     */
    int fill(TableBatch batch) throws IOException;

    /** The target of a row of the latest batch, as text. */
    String label(int row);

    /** The place of a row of the latest batch, for a message. */
    String place(int row);

    /** What the user should know about the rows so far, a line each. */
    default List<String> warnings() {
        return List.of();
    }
}
