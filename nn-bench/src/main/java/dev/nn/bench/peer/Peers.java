package dev.nn.bench.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The peers on the class path. */
public final class Peers {
    private Peers() {}

    /**
     * Those that work here.
     *
     * @param missing hears the name of each other one, and why it can't be used
     */
    public static List<Peer> available(BiConsumer<String, String> missing) {
        List<Peer> peers = new ArrayList<>();
        for (Peer peer : ServiceLoader.load(Peer.class)) {
            String reason = reason(peer);
            if (reason == null) peers.add(peer);
            else missing.accept(peer.name(), reason);
        }
        return peers;
    }

    private static @Nullable String reason(Peer peer) {
        try {
            return peer.unavailableBecause();
        } catch (RuntimeException | LinkageError | ServiceConfigurationError broken) {
            return describe(broken);
        }
    }

    /** A failure in one line. */
    public static String describe(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) root = root.getCause();
        return root.toString().strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
