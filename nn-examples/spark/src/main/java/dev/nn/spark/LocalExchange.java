package dev.nn.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * The exchange where driver and tasks share a JVM, as they do in Spark's local mode: both find the arrays in the same
 * memory, and only their places travel, where otherwise megabytes would be written, stored, sent and read again.
 *
 * @param round number of the round in this JVM
 */
record LocalExchange(long round) implements Exchange {
    private static final AtomicLong ROUNDS = new AtomicLong();
    private static final Map<Long, Memory> MEMORY = new ConcurrentHashMap<>();

    private static final float[] ELSEWHERE = {};

    /** What is exchanged in a round. */
    private record Memory(Weights weights, Map<Integer, Part> parts) {}

    /** A new round that begins with these weights; to be closed. */
    static LocalExchange open(Weights weights) {
        LocalExchange exchange = new LocalExchange(ROUNDS.incrementAndGet());
        MEMORY.put(exchange.round, new Memory(weights, new ConcurrentHashMap<>()));
        return exchange;
    }

    @Override
    public Weights weights() {
        return memory().weights;
    }

    /** A task that is repeated leaves the same numbers again. */
    @Override
    public Part leave(Part part) {
        memory().parts.put(part.index(), part);
        return new Part(part.index(), part.rows(), part.loss(), ELSEWHERE);
    }

    @Override
    public @Nullable Part sum(JavaRDD<Block> blocks, StepTask task) {
        List<Part> parts = new ArrayList<>();
        for (Part left : StepJob.run(blocks, task)) {
            Part part = memory().parts.get(left.index());
            if (part == null) throw new IllegalStateException("partition %d left nothing".formatted(left.index()));
            parts.add(part);
        }
        return OrderedSum.of(parts, blocks.getNumPartitions());
    }

    @Override
    public void close() {
        MEMORY.remove(round);
    }

    private Memory memory() {
        Memory memory = MEMORY.get(round);
        if (memory == null) throw new IllegalStateException("round %d is over, or elsewhere".formatted(round));
        return memory;
    }
}
