package dev.nn.examples.table;

import dev.nn.table.Table;
import dev.nn.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** A whole CSV file as a table. */
final class CsvTable {
    private CsvTable() {}

    /**
     * Reads a file; messages about its rows will name their lines.
     *
     * @throws dev.nn.table.TableException if it isn't a table, naming the line
     */
    static Table read(Path file, CsvFormat format) throws IOException {
        try (CsvReader reader = CsvReader.open(file, format)) {
            return read(reader);
        }
    }

    static Table read(CsvReader reader) throws IOException {
        TableBuilder table =
                Table.builder(reader.name(), reader.columns(), reader.format().cells());
        for (String[] cells = reader.next(); cells != null; cells = reader.next()) {
            table.addLine(reader.line(), cells);
        }
        return table.build();
    }
}
