package dev.nn.bench.peers;

import dev.nn.bench.work.Job;
import dev.nn.bench.work.Output;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Work on Java arrays. */
final class HeapJob implements Job {
    private final Runnable work;
    private final Map<Output, float[]> results;

    HeapJob(Runnable work, Map<Output, float[]> results) {
        this.work = work;
        this.results = results;
    }

    @Override
    public void run() {
        work.run();
    }

    @Override
    public Set<Output> outputs() {
        return results.keySet();
    }

    @Override
    public float[] read(Output output) {
        return Objects.requireNonNull(results.get(output)).clone();
    }
}
