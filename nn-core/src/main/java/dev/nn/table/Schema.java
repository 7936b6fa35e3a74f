package dev.nn.table;

import dev.nn.data.DataFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bridge between a table and a network: what each column's cells become, and what the outputs mean. Immutable.
 *
 * @param columns of the table but the target, in its order; the network's inputs are theirs, one after another
 * @param target what is predicted
 */
public record Schema(List<Column> columns, Target target) {
    /** Checks that the network has inputs at all. */
    public Schema {
        columns = List.copyOf(columns);
        if (columns.stream().allMatch(column -> column.width() == 0)) {
            throw new TableException("no column is left to predict '%s' from".formatted(target.name()));
        }
    }

    /** The schema as JSON, as a model's file has it: for whoever sends it elsewhere. */
    public String toJson() {
        return SchemaJson.write(this);
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param name what messages call its source
     * @throws DataFormatException if it doesn't describe a schema
     */
    public static Schema parse(String name, String json) throws DataFormatException {
        return SchemaJson.read(name, json);
    }

    /** Inputs of the network. */
    public int inputs() {
        return columns.stream().mapToInt(Column::width).sum();
    }

    /** Outputs of the network. */
    public int outputs() {
        return target.outputs();
    }

    /** The same schema for a table whose cells are written as these rules say, whatever training has seen. */
    public Schema withCells(CellRules rules) {
        if (rules.equals(CellRules.DEFAULT)) return this;
        return new Schema(
                columns.stream().map(column -> column.withCells(rules)).toList(), target.withCells(rules));
    }

    /** Whether a column has inputs of its own, and so must be there to predict. */
    public boolean needs(int column) {
        return columns.get(column).width() > 0;
    }

    /**
     * Where a table has the columns: for each its index in the header, −1 for an ignored one that isn't there.
     *
     * @param name what messages call the table
     * @throws TableException naming all columns that are missing
     */
    public int[] locate(String name, List<String> header) {
        int[] places = new int[columns.size()];
        List<String> absent = new ArrayList<>();
        for (int c = 0; c < places.length; c++) {
            places[c] = header.indexOf(columns.get(c).name());
            if (places[c] < 0 && needs(c)) absent.add(columns.get(c).name());
        }
        if (absent.isEmpty()) return places;
        throw new TableException("%s: the model needs %s %s; there are: %s"
                .formatted(
                        name,
                        absent.size() == 1 ? "the column" : "the columns",
                        Table.listed(absent),
                        Table.listed(header)));
    }

    /**
     * Writes the network's inputs for a row of cells into {@code x} from index {@code at} on.
     *
     * @param cells of a row
     * @param places where it has the columns: what {@link #locate} says
     * @throws TableException if a cell can't be used, naming its column
     */
    public void encode(String[] cells, int[] places, float[] x, int at) {
        int next = at;
        for (int c = 0; c < places.length; c++) {
            Column column = columns.get(c);
            if (places[c] >= 0) column.encode(cells[places[c]], x, next);
            next += column.width();
        }
    }

    /**
     * The same for a row of numbers, one per column, in the columns' order.
     *
     * @param row index of the row's first value; NaN is a missing one
     */
    public void encode(float[] values, int row, float[] x, int at) {
        int next = at;
        for (int c = 0; c < columns.size(); c++) {
            columns.get(c).encode((double) values[row + c], x, next);
            next += columns.get(c).width();
        }
    }

    /** The same for a row of a table. */
    void encode(Table table, int row, int[] places, float[] x, int at) {
        int next = at;
        for (int c = 0; c < places.length; c++) {
            Column column = columns.get(c);
            if (column.width() > 0) column.encode(table.values(places[c]), row, x, next);
            next += column.width();
        }
    }
}
