package dev.nn.spark.ml;

import dev.nn.network.Model;
import dev.nn.spark.NetworkBytes;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A network on its way to the executors; each of them freezes it once. */
final class ShippedNetwork implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final byte[] bytes;

    @SuppressWarnings("serial") // Not sent: every executor makes its own.
    private transient @Nullable Model model;

    ShippedNetwork(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** This executor's model. */
    synchronized Model model() {
        Model here = model;
        if (here == null) {
            here = NetworkBytes.network(bytes).freeze();
            model = here;
        }
        return here;
    }
}
