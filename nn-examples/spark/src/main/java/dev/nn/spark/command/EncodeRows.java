package dev.nn.spark.command;

import dev.nn.spark.Example;
import dev.nn.table.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Rows of text to examples, partition by partition; rows without target are left out.
 *
 * @param schema as JSON
 * @param columns of the rows
 * @param target its place among them
 */
record EncodeRows(String schema, ArrayList<String> columns, int target)
        implements FlatMapFunction<Iterator<Row>, Example> {
    @Override
    public Iterator<Example> call(Iterator<Row> rows) {
        Schema learnt = learnt();
        int[] places = learnt.locate("the table", columns);
        // One at a time: a partition may be larger than the memory.
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false)
                .map(SparkTable::cells)
                .filter(cells -> !learnt.target().isMissing(cells[target]))
                .map(cells -> {
                    float[] x = new float[learnt.inputs()];
                    learnt.encode(cells, places, x, 0);
                    return new Example(x, new float[] {learnt.target().encode(cells[target])});
                })
                .iterator();
    }

    private Schema learnt() {
        try {
            return Schema.parse("the table", schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
