package dev.nn.spark;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** An executor's memory for a training: as many copies of the network as there are tasks at the same time. */
final class Replicas {
    private final Plan plan;
    private final ConcurrentLinkedQueue<Replica> idle = new ConcurrentLinkedQueue<>();
    private final Map<Integer, EpochOrder> orders = new ConcurrentHashMap<>();

    /** The order of a partition's rows in an epoch. */
    record EpochOrder(int epoch, int[] rows) {}

    Replicas(Plan plan) {
        this.plan = plan;
    }

    /** Makes sure that a task will find a replica: to make one and to warm it up takes longer than many steps. */
    void prepare() {
        idle.add(take());
    }

    /** Lends a replica for some work. After a failure it isn't used again: nobody knows what state it is in. */
    <T> T lend(Function<Replica, T> work) {
        Replica replica = take();
        T result = work.apply(replica);
        idle.add(replica);
        return result;
    }

    private Replica take() {
        Replica replica = idle.poll();
        return replica == null ? plan.newReplica() : replica;
    }

    /** The order of a partition's rows in an epoch, which depends on nothing but these numbers (Fisher, Yates). */
    int[] order(int partition, int epoch) {
        EpochOrder known = orders.get(partition);
        if (known != null && known.epoch == epoch) return known.rows;
        int[] rows = new int[plan.shares().rows()[partition]];
        Random random = new Random(BlockBuilder.mix(plan.seed() * 31 + epoch) + partition);
        for (int i = 0; i < rows.length; i++) {
            int j = random.nextInt(i + 1);
            rows[i] = rows[j];
            rows[j] = i;
        }
        orders.put(partition, new EpochOrder(epoch, rows));
        return rows;
    }
}
