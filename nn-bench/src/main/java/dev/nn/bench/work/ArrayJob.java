package dev.nn.bench.work;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Work whose results lie in arrays, or can be brought there. */
public final class ArrayJob implements Job {
    private final Runnable work;
    private final Map<Output, Supplier<float[]>> results;
    private final Runnable end;

    public ArrayJob(Output output, Runnable work, Supplier<float[]> result) {
        this(work, Map.of(output, result), () -> {});
    }

    /** @param end gives back memory outside the heap */
    public ArrayJob(Runnable work, Map<Output, Supplier<float[]>> results, Runnable end) {
        this.work = work;
        this.results = results;
        this.end = end;
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
        return Objects.requireNonNull(results.get(output)).get().clone();
    }

    @Override
    public void close() {
        end.run();
    }
}
