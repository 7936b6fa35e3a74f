package dev.nn.examples.mnist;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A computation on a thread of its own, while whoever needs its result does something else. */
final class Background<T> {
    private final FutureTask<T> task;

    private Background(FutureTask<T> task) {
        this.task = task;
    }

    /** Starts it; the JVM doesn't wait for it to end. */
    static <T> Background<T> start(Callable<T> computation) {
        FutureTask<T> task = new FutureTask<>(computation);
        Thread.ofPlatform().daemon().start(task);
        return new Background<>(task);
    }

    /** Waits for the result; what the computation threw is thrown here. */
    T await() throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) throw cause;
            if (e.getCause() instanceof Error error) throw error;
            throw e;
        }
    }
}
