package dev.nn.examples.table;

import dev.nn.table.CategoricalColumn;
import dev.nn.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A count of cells with categories that training has not seen: the network takes them for none of those that it knows. */
final class UnseenCategories {
    private final List<Count> counts = new ArrayList<>();

    private static final class Count {
        private final CategoricalColumn column;
        private final int place;
        private String first = "";
        private long cells;

        Count(CategoricalColumn column, int place) {
            this.column = column;
            this.place = place;
        }
    }

    /** @param places where a table has the schema's columns; −1 for none */
    UnseenCategories(Schema schema, int[] places) {
        for (int c = 0; c < places.length; c++) {
            if (places[c] >= 0 && schema.columns().get(c) instanceof CategoricalColumn column) {
                counts.add(new Count(column, places[c]));
            }
        }
    }

    /** Counts those of a row. */
    void add(String[] cells) {
        for (Count count : counts) {
            String cell = cells[count.place];
            if (!count.column.isUnseen(cell)) continue;
            if (count.cells++ == 0) count.first = cell.strip();
        }
    }

    /** A line for each column that has some. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Count count : counts) {
            if (count.cells == 0) continue;
            lines.add(String.format(
                    Locale.ROOT,
                    "column '%s': %,d cell%s with a category that training has not seen, such as '%s'",
                    count.column.name(),
                    count.cells,
                    count.cells == 1 ? "" : "s",
                    count.first));
        }
        return lines;
    }
}
