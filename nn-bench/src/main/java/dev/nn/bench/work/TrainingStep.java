package dev.nn.bench.work;

import dev.nn.bench.measure.Meter;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;
import dev.nn.data.Dataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.Sgd;
import dev.nn.training.Trainer;
import dev.nn.training.TrainingListener;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Training steps exactly as the {@link Trainer} does them: an endless training on a thread of its own,
 * which a listener stops between two steps until more are wanted.
 */
public final class TrainingStep implements Subject {
    /** Ends the training from within. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final Object monitor = new Object();
    private final Thread thread;
    private final @Nullable ExecutorService workers;
    private final Team team;

    // Guarded by the monitor.
    private long wanted;
    private boolean closed;
    private @Nullable Sample done;
    private @Nullable Throwable failure;

    // Of the training thread alone.
    private long calls;
    private long remaining;
    private @Nullable Meter meter;
    private volatile double lastLoss = Double.NaN;

    public TrainingStep(DenseKernels kernels, Case chosen, Dataset data) {
        workers = chosen.threads() == 1 ? null : Executors.newCachedThreadPool(TrainingStep::daemon);
        team = workers == null ? Team.single() : Team.of(workers, chosen.threads());
        Trainer trainer = trainer(kernels, chosen, team).listener(new TrainingListener() {
            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                lastLoss = loss;
                if (--remaining <= 0) pause();
            }
        });
        thread = daemon(() -> train(trainer, data));
        thread.start();
    }

    /** A training of the case's network, without an end to speak of. */
    static Trainer trainer(DenseKernels kernels, Case chosen, Team team) {
        Network network = KnownNetwork.layers(chosen.shape()).build(Initializer.he(), 1, kernels);
        Optimizer optimizer = chosen.work() == Work.STEP_ADAM ? Adam.withDefaults() : Sgd.withLearningRate(0.05);
        return Trainer.of(network, new SoftmaxCrossEntropy(), optimizer)
                .batchSize(chosen.shape().batch())
                .epochs(Integer.MAX_VALUE)
                .team(team);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "training");
        thread.setDaemon(true);
        return thread;
    }

    private void train(Trainer trainer, Dataset data) {
        try {
            trainer.fit(data);
        } catch (Stop stop) {
            return;
        } catch (RuntimeException | Error thrown) {
            synchronized (monitor) {
                failure = thrown;
                monitor.notifyAll();
            }
        }
    }

    /** On the training thread, after the last step that was wanted: reports, and waits for more. */
    private void pause() {
        Sample sample = meter == null ? null : meter.stop(calls);
        synchronized (monitor) {
            if (sample != null) {
                done = sample;
                wanted = 0;
                monitor.notifyAll();
            }
            try {
                while (wanted == 0 && !closed) monitor.wait();
            } catch (InterruptedException e) {
                throw new Stop();
            }
            if (closed) throw new Stop();
            calls = wanted;
            remaining = calls;
        }
        meter = Meter.start();
    }

    @Override
    public Sample run(long steps) {
        synchronized (monitor) {
            done = null;
            wanted = steps;
            monitor.notifyAll();
            try {
                while (true) {
                    if (failure != null) throw new IllegalStateException("training failed: " + failure, failure);
                    Sample sample = done;
                    if (sample != null) return sample;
                    monitor.wait();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** Mean loss of the last batch. */
    public double loss() {
        return lastLoss;
    }

    @Override
    public void close() {
        synchronized (monitor) {
            closed = true;
            monitor.notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        team.close();
        if (workers != null) workers.shutdown();
    }
}
