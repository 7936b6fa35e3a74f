package dev.nn.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/**
 * The exchange between machines: weights are broadcast, parts collected.
 *
 * @param broadcast the weights
 */
record ClusterExchange(Broadcast<Weights> broadcast) implements Exchange {
    @Override
    public Weights weights() {
        return broadcast.value();
    }

    @Override
    public Part leave(Part part) {
        return part;
    }

    @Override
    public @Nullable Part sum(JavaRDD<Block> blocks, StepTask task) {
        return OrderedSum.of(blocks, task);
    }

    @Override
    public void close() {
        broadcast.destroy();
    }
}
