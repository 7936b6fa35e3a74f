package dev.nn.spark;

import dev.nn.format.Safetensors;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
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
        this.network = bytes(network);
        this.loss = loss;
        this.optimizer = optimizer;
        this.seed = seed;
        this.shares = shares;
    }

    /** A network as a safetensors file, with its layers: the same on every machine. */
    static byte[] bytes(Network network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Safetensors.contents(network).writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The network of {@link #bytes}, on the best kernels of this machine. */
    static Network network(byte[] bytes) {
        try (SafetensorsFile file = SafetensorsFile.read("broadcast", new ByteArrayInputStream(bytes))) {
            return Safetensors.readNetwork(file, Kernels.best());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Replica newReplica() {
        return new Replica(network(network), loss.loss(), optimizer.optimizer(), shares.largest());
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
