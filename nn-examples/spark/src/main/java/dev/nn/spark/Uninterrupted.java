package dev.nn.spark;

/**
 * Clean-up and writing of an interrupted thread: Spark's blocking calls, and files that are written through channels, would
 * fail at once and leave things behind. The thread is interrupted again when the work is done.
 */
final class Uninterrupted {
    private Uninterrupted() {}

    /** Does the work, to its end. */
    static void run(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
