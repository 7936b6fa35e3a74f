package dev.nn.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Rows of a table to blocks, one for each partition.
 *
 * @param features columns of the features
 * @param targets columns of the targets
 * @param outputs of the network
 */
record PackRows(Columns features, Columns targets, int outputs, Shipped loss)
        implements FlatMapFunction<Iterator<Row>, Block> {
    @Override
    public Iterator<Block> call(Iterator<Row> rows) {
        BlockBuilder block = new BlockBuilder(features.width(), outputs, loss.loss());
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
