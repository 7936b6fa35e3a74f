package dev.nn.examples.playground;

import dev.nn.kernel.DenseKernels;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sessions of all pages: at most {@link #MOST}, paused when nobody listens, ended when nobody has for long. */
final class Sessions implements AutoCloseable {
    static final int MOST = 8;

    /** A page that reloads, or whose connection breaks, is back by then. */
    static final double PAUSE_SECONDS = 5;

    private static final double END_SECONDS = 600;

    private final DenseKernels kernels;

    /** By their names, the oldest first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("nn-playground-watch").factory());

    Sessions(DenseKernels kernels) {
        this.kernels = kernels;
        var _ = watch.scheduleWithFixedDelay(this::look, 250, 250, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts one; the oldest that nobody listens to ends if there are too many.
     *
     * @return its name
     * @throws IllegalStateException if somebody listens to all of them
     */
    synchronized String start(Settings settings) {
        if (sessions.size() >= MOST) {
            String idle = sessions.entrySet().stream()
                    .filter(entry -> entry.getValue().unheardSeconds() > 0)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException("%d playgrounds are open: close the tab of one".formatted(MOST)));
            end(idle);
        }
        String name = randomName();
        sessions.put(name, new Session(settings, kernels));
        return name;
    }

    @Nullable
    synchronized Session named(String name) {
        return sessions.get(name);
    }

    synchronized int size() {
        return sessions.size();
    }

    private void end(String name) {
        Session session = sessions.remove(name);
        if (session != null) session.close();
    }

    private synchronized void look() {
        for (Map.Entry<String, Session> entry : Map.copyOf(sessions).entrySet()) {
            double silent = entry.getValue().unheardSeconds();
            if (silent > END_SECONDS) end(entry.getKey());
            else if (silent > PAUSE_SECONDS) entry.getValue().pauseUnheard();
        }
    }

    /** 128 bits that nobody can guess. */
    static String randomName() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public synchronized void close() {
        watch.shutdownNow();
        sessions.values().forEach(Session::close);
        sessions.clear();
    }
}
