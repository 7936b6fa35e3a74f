package dev.nn.bench.work;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that predict without a pause while somebody else's predictions are timed, each with a predictor of its own:
 * what other requests are to a request in a service.
 */
final class Neighbours implements AutoCloseable {
    private final List<Thread> threads;
    private volatile boolean busy;
    private volatile boolean closed;

    Neighbours(List<Predictor> predictors, int in, int out) {
        threads = predictors.stream()
                .map(predictor -> {
                    Thread thread = new Thread(() -> serve(predictor, in, out), "neighbour");
                    thread.setDaemon(true);
                    thread.start();
                    return thread;
                })
                .toList();
    }

    private void serve(Predictor predictor, int in, int out) {
        float[] x = new float[in], y = new float[out];
        while (!closed) {
            if (busy) predictor.predict(x, y);
            else LockSupport.park(this);
        }
        predictor.close();
    }

    /** From now on they predict. */
    void start() {
        busy = true;
        threads.forEach(LockSupport::unpark);
    }

    /** They rest as soon as their current prediction is done. */
    void stop() {
        busy = false;
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
    }
}
