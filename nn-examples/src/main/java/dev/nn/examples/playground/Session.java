package dev.nn.examples.playground;

import dev.nn.kernel.DenseKernels;
import dev.nn.training.DivergenceException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One page's experiment with the thread that trains it. Everything that touches the network is a task of that thread;
 * pages get the newest {@link Frame}, and those that they are too slow for are never kept.
 */
final class Session implements AutoCloseable {
    /** A little faster than the 60 times a second of a screen, so that each of its pictures finds a new frame. */
    private static final long FRAME_NANOS = 1_000_000_000L / 72;

    /** Steps between two looks at the clock and at the tasks. */
    private static final int SLICE = 8;

    private static final long RATE_NANOS = 500_000_000L;
    private static final int ANSWER_SECONDS = 10;

    private final DenseKernels kernels;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread;

    // Of the training thread.
    private Experiment experiment;
    private Observer observer;
    private boolean running;
    private double speed = 3000;
    private @Nullable String error;
    private long frames;
    private long nextFrame;
    private long started;
    private double owed;
    private long rateFrom;
    private long rateSteps;
    private double stepsPerSecond;

    // Of everybody.
    private final Object news = new Object();
    private @Nullable Frame latest;
    private int listeners;
    private long unheardSince = System.nanoTime();
    private volatile boolean ended;

    /** Starts a session, which is paused. */
    @SuppressWarnings("NullAway.Init") // the thread makes its experiment before the constructor returns
    Session(Settings settings, DenseKernels kernels) {
        this.kernels = kernels;
        thread = Thread.ofPlatform().daemon().name("nn-playground").start(this::live);
        try {
            call(() -> {
                begin(new Experiment(settings, kernels));
                return true;
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    // ------------------------------------------------------------------------------------- the training thread

    private void live() {
        try {
            while (!ended) {
                Runnable task = running ? tasks.poll() : tasks.take();
                if (task != null) task.run();
                else train();
            }
        } catch (InterruptedException e) {
            ended = true;
        } finally {
            if (experiment != null) experiment.close();
        }
    }

    private void train() throws InterruptedException {
        long now = System.nanoTime();
        boolean unlimited = speed == Double.POSITIVE_INFINITY;
        // What a slow moment has missed is made up for, but no more than a tenth of a second's steps.
        owed = unlimited ? SLICE : Math.min(owed + (now - started) * 1e-9 * speed, Math.max(1, speed / 10));
        started = now;
        for (int i = 0; i < SLICE && owed >= 1 && running; i++, owed--) step();
        if (unlimited) owed = 1;
        // A training that has just ended is shown at once: no later frame would say so.
        if (now >= nextFrame || !running) publish();
        if (!running) return;
        if (owed >= 1) return;
        long wait = Math.min((long) ((1 - owed) / speed * 1e9), FRAME_NANOS);
        Runnable task = tasks.poll(wait, TimeUnit.NANOSECONDS);
        if (task != null) task.run();
    }

    /** A training that diverges stops and says why. */
    private void step() {
        try {
            experiment.step();
        } catch (DivergenceException e) {
            running = false;
            error = e.getMessage();
        }
    }

    private void begin(Experiment next) {
        observer = new Observer(next);
        if (experiment != null) experiment.close();
        experiment = next;
        error = null;
        clock();
        publish();
    }

    /** The speed counts from now. */
    private void clock() {
        started = rateFrom = System.nanoTime();
        rateSteps = experiment.training().steps();
        owed = 0;
    }

    private void publish() {
        long now = System.nanoTime(), steps = experiment.training().steps();
        if (now - rateFrom >= RATE_NANOS) {
            stepsPerSecond = (steps - rateSteps) / ((now - rateFrom) * 1e-9);
            rateFrom = now;
            rateSteps = steps;
        }
        Frame frame = observer.look(++frames, running, running ? stepsPerSecond : 0, error);
        // A frame that was late doesn't delay those after it. Pictures get a third of the time at most: that of a large
        // network takes long until it is compiled.
        long looked = System.nanoTime() - now;
        nextFrame = now + Math.max(3 * looked, Math.clamp(nextFrame + FRAME_NANOS - now, FRAME_NANOS / 2, FRAME_NANOS));
        synchronized (news) {
            latest = frame;
            news.notifyAll();
        }
    }

    // ------------------------------------------------------------------------------------------------ commands

    /** Does what a command says; what it can't do it refuses, and changes nothing. */
    void execute(PlayCommand command) {
        call(() -> {
            switch (command) {
                case PlayCommand.Play ignored -> {
                    running = true;
                    error = null;
                    clock();
                }
                case PlayCommand.Pause ignored -> running = false;
                case PlayCommand.Step ignored -> {
                    running = false;
                    error = null;
                    step();
                }
                case PlayCommand.Reset ignored -> begin(new Experiment(experiment.settings(), kernels));
                case PlayCommand.Configure configure -> configure(configure.settings());
                case PlayCommand.Points other -> begin(experiment.withPoints(other.seed(), kernels));
                case PlayCommand.Speed chosen -> {
                    speed = chosen.stepsPerSecond();
                    clock();
                }
                case PlayCommand.Weight weight ->
                    experiment.set(weight.layer(), weight.from(), weight.to(), weight.value());
                case PlayCommand.Show show -> observer.show(show.unit());
            }
            publish();
            return true;
        });
    }

    /** Another rate goes on with the same training; anything else begins one. */
    private void configure(Settings settings) {
        if (settings.equals(experiment.settings().withRate(settings.rate()))) experiment.rate(settings.rate());
        else begin(new Experiment(settings, kernels));
    }

    /** The experiment's network as something to download; {@code make} runs between two steps. */
    <T> T read(Reading<T> make) {
        return call(() -> make.of(experiment));
    }

    /** Something made of an experiment. */
    interface Reading<T> {
        T of(Experiment experiment) throws Exception;
    }

    private <T> T call(Callable<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                answer.complete(work.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException refused) throw refused;
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the session has ended or doesn't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    // ------------------------------------------------------------------------------------------------- listeners

    /** Somebody begins to listen. */
    void join() {
        synchronized (news) {
            listeners++;
        }
    }

    /** Somebody has stopped listening. */
    void leave() {
        synchronized (news) {
            listeners--;
            unheardSince = System.nanoTime();
        }
    }

    /** How long nobody has listened; 0 while somebody does. */
    double unheardSeconds() {
        synchronized (news) {
            return listeners > 0 ? 0 : (System.nanoTime() - unheardSince) * 1e-9;
        }
    }

    /** Stops training without an answer, as nobody listens. */
    void pauseUnheard() {
        tasks.add(() -> running = false);
    }

    /** The newest frame after one with that number; null if there is none within the time, or the session has ended. */
    @Nullable
    Frame await(long after, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        synchronized (news) {
            while (!ended && (latest == null || latest.number() <= after)) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) return null;
                news.wait(left);
            }
            return ended ? null : latest;
        }
    }

    boolean hasEnded() {
        return ended;
    }

    /** Ends the thread and all streams. */
    @Override
    public void close() {
        ended = true;
        thread.interrupt();
        synchronized (news) {
            news.notifyAll();
        }
    }
}
