package dev.nn.bench.fork;

import dev.nn.bench.measure.MemoryStream;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Subject;

/**
 * Work while a neighbour streams memory; the neighbour rests as soon as a round is over.
 *
 * @param work whose thread is another than the neighbour's
 * @param neighbour which others may share, in turns
 */
record Beside(Subject work, MemoryStream neighbour) implements Subject {
    /** From here on the neighbour streams, so that the round finds the caches as it leaves them. */
    @Override
    public void refresh() {
        neighbour.start();
        work.refresh();
    }

    @Override
    public Sample run(long calls) {
        neighbour.start();
        try {
            return work.run(calls);
        } finally {
            neighbour.stop();
        }
    }
}
