package dev.nn.examples.table;

import dev.nn.kernel.Rows;
import dev.nn.table.CategoricalColumn;
import dev.nn.table.Column;
import dev.nn.table.NumericColumn;
import dev.nn.table.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A count of cells of which training has seen nothing like: categories, which the network takes for none of those that it
 * knows, and numbers far from all that it has learnt, of which its answers mean little.
 */
final class UnseenValues {
    /** Standard deviations from training's mean: in another unit, or a typing mistake. */
    private static final float FAR = 30;

    private final List<Count> counts = new ArrayList<>();

    private static final class Count {
        private final Column column;
        private final int place;
        private final int input;
        private String first = "";
        private long cells;

        Count(Column column, int place, int input) {
            this.column = column;
            this.place = place;
            this.input = input;
        }
    }

    /** @param places where a table has the schema's columns; −1 for none */
    UnseenValues(Schema schema, int[] places) {
        int input = 0;
        for (int c = 0; c < places.length; c++) {
            Column column = schema.columns().get(c);
            if (places[c] >= 0 && isLearnt(column)) counts.add(new Count(column, places[c], input));
            input += column.width();
        }
    }

    /** The columns of a network that came without any have numbers that aren't scaled. */
    private static boolean isLearnt(Column column) {
        boolean scaled = column instanceof NumericColumn number && !(number.mean() == 0 && number.deviation() == 1);
        return scaled || column instanceof CategoricalColumn;
    }

    /**
     * Counts those of a row.
     *
     * @param x the network's inputs, of which {@code row} is the row's
     */
    void add(String[] cells, Rows x, int row) {
        for (Count count : counts) {
            String cell = cells[count.place];
            boolean unseen = count.column instanceof CategoricalColumn categories
                    ? categories.isUnseen(cell)
                    : Math.abs(x.data()[x.index(row, count.input)]) > FAR;
            if (!unseen) continue;
            if (count.cells++ == 0) count.first = cell.strip();
        }
    }

    /** A line for each column that has some. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Count count : counts) {
            if (count.cells == 0) continue;
            String what = count.column instanceof CategoricalColumn
                    ? "with a category that training has not seen"
                    : "more than %.0f standard deviations from the mean in training".formatted(FAR);
            lines.add(String.format(
                    Locale.ROOT,
                    "column '%s': %,d cell%s %s, such as '%s'",
                    count.column.name(),
                    count.cells,
                    count.cells == 1 ? "" : "s",
                    what,
                    count.first));
        }
        return lines;
    }
}
