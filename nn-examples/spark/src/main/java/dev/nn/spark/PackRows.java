package dev.nn.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Rows of a table to blocks, one for each partition.
 *
 * @param inputs of the network
 * @param outputs of the network
 */
record PackRows(RowReader features, RowReader targets, int inputs, int outputs, Shipped loss)
        implements FlatMapFunction<Iterator<Row>, Block> {
    @Override
    public Iterator<Block> call(Iterator<Row> rows) {
        BlockBuilder block = new BlockBuilder(inputs, outputs, loss.loss());
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                block.add((x, xAt, target, targetAt) -> {
                    features.read(row, x, xAt);
                    targets.read(row, target, targetAt);
                });
            }
        } catch (BadRowException e) {
            return List.of(block.build(String.valueOf(e.getMessage()))).iterator();
        }
        return List.of(block.build("")).iterator();
    }
}
