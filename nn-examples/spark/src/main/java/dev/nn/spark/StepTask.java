package dev.nn.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/** What an executor does in a round for each of its partitions. */
record StepTask(Broadcast<Plan> plan, Exchange exchange, Round round)
        implements Function2<Integer, Iterator<Block>, Iterator<Part>> {
    @Override
    public Iterator<Part> call(Integer partition, Iterator<Block> blocks) {
        Plan fixed = plan.value();
        Shares shares = fixed.shares();
        if (shares.from(partition, round.first()) == shares.from(partition, round.first() + round.steps())) {
            return Collections.emptyIterator();
        }
        Block block = blocks.next();
        // A lost partition is computed again from its source, which may have changed meanwhile.
        if (block.size() != shares.rows()[partition] || block.digest() != shares.digests()[partition]) {
            throw new IllegalStateException(
                    "partition %d has other rows than when the training began: its source gives different rows each time"
                            .formatted(partition));
        }
        int[] rows = fixed.replicas().order(partition, round.epoch());
        Weights weights = exchange.weights();
        Part part = fixed.replicas()
                .lend(replica -> round.local()
                        ? replica.localSteps(fixed, weights, round, partition, block, rows)
                        : replica.gradient(fixed, weights, round, partition, block, rows));
        return List.of(exchange.leave(part)).iterator();
    }
}
