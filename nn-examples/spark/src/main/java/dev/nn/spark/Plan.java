package dev.nn.spark;

import dev.nn.network.Network;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same during a training, broadcast once, and in each executor the memory that it trains with: that lives
 * as long as the broadcast does.
 */
final class Plan implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final byte[] network;
    private final Shipped loss;
    private final Shipped optimizer;
    private final long seed;
    private final Shares shares;

    @SuppressWarnings("serial") // Not sent: every executor makes its own.
    private transient @Nullable Replicas replicas;

    Plan(Network network, Shipped loss, Shipped optimizer, long seed, Shares shares) {
        this.network = NetworkBytes.of(network);
        this.loss = loss;
        this.optimizer = optimizer;
        this.seed = seed;
        this.shares = shares;
    }

    Replica newReplica() {
        return new Replica(NetworkBytes.network(network), loss.loss(), optimizer.optimizer(), shares.largest());
    }

    long seed() {
        return seed;
    }

    Shares shares() {
        return shares;
    }

    /** This executor's memory. */
    synchronized Replicas replicas() {
        Replicas here = replicas;
        if (here == null) {
            here = new Replicas(this);
            replicas = here;
        }
        return here;
    }
}
