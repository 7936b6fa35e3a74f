package dev.nn.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import scala.collection.Seq;

/**
 * Columns of a table that make up a row of numbers: numeric columns, one number each; arrays of numbers; vectors of Spark
 * ML. A row has the numbers of all columns, in the columns' order.
 *
 * @param names of the columns
 * @param places where they stand in a row
 * @param kinds what they hold
 * @param width how many numbers a row must have
 */
record Columns(List<String> names, int[] places, Kind[] kinds, int width) implements RowReader {
    /** What a column holds. */
    enum Kind {
        NUMBER,
        TRUTH,
        ARRAY,
        VECTOR
    }

    /**
     * Finds columns in a table.
     *
     * @param what they are, in messages
     * @param width how many numbers a row must have
     * @throws IllegalArgumentException if a column is missing or of another type, or the numbers can't be that many
     */
    static Columns find(String what, List<String> names, StructType schema, int width) {
        if (names.isEmpty()) throw new IllegalArgumentException("no %s columns are given".formatted(what));
        int[] places = new int[names.size()];
        Kind[] kinds = new Kind[names.size()];
        boolean fixed = true;
        for (int i = 0; i < places.length; i++) {
            places[i] = place(what, names.get(i), schema);
            kinds[i] = kind(what, names.get(i), schema.fields()[places[i]].dataType());
            fixed &= kinds[i] == Kind.NUMBER || kinds[i] == Kind.TRUTH;
        }
        if (fixed && places.length != width) {
            throw new IllegalArgumentException(
                    "%d %s columns, but the network needs %d".formatted(places.length, what, width));
        }
        return new Columns(List.copyOf(names), places, kinds, width);
    }

    private static int place(String what, String name, StructType schema) {
        String[] fields = schema.fieldNames();
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].equals(name)) return i;
        }
        throw new IllegalArgumentException(
                "no %s column '%s'; the table has %s".formatted(what, name, String.join(", ", fields)));
    }

    private static Kind kind(String what, String name, DataType type) {
        if (type instanceof NumericType) return Kind.NUMBER;
        if (type instanceof BooleanType) return Kind.TRUTH;
        if (type instanceof ArrayType array && array.elementType() instanceof NumericType) return Kind.ARRAY;
        // The class of the type is in another jar than the class of its values, and isn't needed.
        if (type.getClass().getSimpleName().equals("VectorUDT")) return Kind.VECTOR;
        throw new IllegalArgumentException("%s column '%s' must hold numbers, arrays of numbers or vectors, is %s"
                .formatted(what, name, type.simpleString()));
    }

    /** The table with just these columns and those, so that nothing else is read. */
    static Dataset<Row> select(Dataset<Row> table, Columns... groups) {
        List<Column> columns = new ArrayList<>();
        for (Columns group : groups) {
            for (String name : group.names) columns.add(table.col("`" + name.replace("`", "``") + "`"));
        }
        return table.select(columns.toArray(Column[]::new));
    }

    /** These columns where they stand in the table that {@link #select} makes, {@code from} others before them. */
    Columns selected(int from) {
        int[] inOrder = new int[places.length];
        for (int i = 0; i < inOrder.length; i++) inOrder[i] = from + i;
        return new Columns(names, inOrder, kinds, width);
    }

    @Override
    public void read(Row row, float[] to, int at) throws BadRowException {
        int end = at;
        for (int i = 0; i < places.length; i++) {
            if (row.isNullAt(places[i])) throw new BadRowException("column '%s' is null".formatted(names.get(i)));
            Object value = row.get(places[i]);
            switch (kinds[i]) {
                case NUMBER -> to[end++] = ((Number) value).floatValue();
                case TRUTH -> to[end++] = (Boolean) value ? 1 : 0;
                case ARRAY -> end = array(i, (Seq<?>) value, to, at, end);
                case VECTOR -> end = vector((Vector) value, to, at, end);
            }
        }
        if (end - at != width) throw wrongWidth(end - at);
    }

    private int array(int column, Seq<?> values, float[] to, int at, int end) throws BadRowException {
        int length = values.length();
        if (end - at + length > width) throw wrongWidth(end - at + length);
        for (int j = 0; j < length; j++) {
            Object value = values.apply(j);
            if (value == null) {
                throw new BadRowException("element %d of column '%s' is null".formatted(j, names.get(column)));
            }
            to[end + j] = ((Number) value).floatValue();
        }
        return end + length;
    }

    private int vector(Vector values, float[] to, int at, int end) throws BadRowException {
        if (end - at + values.size() > width) throw wrongWidth(end - at + values.size());
        double[] array = values.toArray();
        for (int j = 0; j < array.length; j++) to[end + j] = (float) array[j];
        return end + array.length;
    }

    private BadRowException wrongWidth(int found) {
        return new BadRowException(
                "%s: %d numbers, but the network needs %d".formatted(String.join(", ", names), found, width));
    }
}
