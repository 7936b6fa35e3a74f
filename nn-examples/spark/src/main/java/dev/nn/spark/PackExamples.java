package dev.nn.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.jspecify.annotations.Nullable;

/**
 * Examples to blocks, one for each partition.
 *
 * @param features of a row
 * @param outputs of the network
 */
record PackExamples(int features, int outputs, Shipped loss) implements FlatMapFunction<Iterator<Example>, Block> {
    @Override
    public Iterator<Block> call(Iterator<Example> examples) {
        BlockBuilder block = new BlockBuilder(features, outputs, loss.loss());
        int targets = loss.loss().targets(outputs);
        try {
            while (examples.hasNext()) {
                Example example = examples.next();
                block.add((x, xAt, target, targetAt) -> {
                    if (example == null) throw new BadRowException("null");
                    copy("features", example.features(), features, x, xAt);
                    copy("targets", example.target(), targets, target, targetAt);
                });
            }
        } catch (BadRowException e) {
            return List.of(block.build(String.valueOf(e.getMessage()))).iterator();
        }
        return List.of(block.build("")).iterator();
    }

    private static void copy(String what, float @Nullable [] values, int width, float[] to, int at)
            throws BadRowException {
        if (values == null) throw new BadRowException(what + " are null");
        if (values.length != width) {
            throw new BadRowException("%d %s, but the network needs %d".formatted(values.length, what, width));
        }
        System.arraycopy(values, 0, to, at, width);
    }
}
