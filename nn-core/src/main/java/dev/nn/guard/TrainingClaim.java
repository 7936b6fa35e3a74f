package dev.nn.guard;

/** The claim of a training on its network: whoever reads or writes parameters asks first. */
public final class TrainingClaim {
    private static final String PROBLEM = "the network is being trained";

    private TrainingClaim() {}

    /**
     * Claims a network for the training on this thread; {@link #release} has to follow, in a finally block.
     *
     * @throws IllegalStateException if it is being trained already, by whatever thread
     */
    public static void take(Object network) {
        Claims.take(network, PROBLEM, "one training at a time; build a network for each training");
    }

    /** Gives up the claim that {@link #take} has made. */
    public static void release(Object network) {
        Claims.release(network);
    }

    /** Whether the current thread is training a network. */
    public static boolean isMine(Object network) {
        return Claims.isMine(network);
    }

    /**
     * Checks that no other thread is training a network.
     *
     * @throws IllegalStateException if one is
     */
    public static void requireFree(Object network) {
        Claims.requireFree(
                network,
                PROBLEM,
                "wait until fit has returned, or let a listener of the training predict or freeze the network");
    }
}
