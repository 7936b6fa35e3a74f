package dev.nn.spark;

import java.util.Iterator;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;

/** What an executor does for each of its partitions before the first round. */
record Prepare(Broadcast<Plan> plan) implements VoidFunction<Iterator<Block>> {
    @Override
    public void call(Iterator<Block> blocks) {
        plan.value().replicas().prepare();
    }
}
