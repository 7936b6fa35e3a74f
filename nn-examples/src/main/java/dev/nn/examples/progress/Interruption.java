package dev.nn.examples.progress;

/**
 * What a user reads who ends a command with Ctrl-C while this is open: one line on the error stream, below a terminal that
 * has been tidied up.
 */
public final class Interruption implements AutoCloseable {
    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /**
     * Waits for one.
     *
     * @param line to print then
     * @param tidy runs before, so that no bar is left standing
     */
    public static Interruption says(String line, Runnable tidy) {
        Thread hook = Thread.ofPlatform().name("nn-interruption").unstarted(() -> {
            tidy.run();
            System.err.println(line);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    /** The command is over, or has failed and says why itself. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // It speaks now.
        }
    }
}
