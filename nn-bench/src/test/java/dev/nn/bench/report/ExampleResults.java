package dev.nn.bench.report;

import dev.nn.bench.fork.ColdStart;
import dev.nn.bench.fork.ForkResult;
import dev.nn.bench.measure.Limits;
import dev.nn.bench.measure.MemoryLevel;
import dev.nn.bench.measure.Sample;
import dev.nn.bench.measure.Together;
import dev.nn.bench.work.Case;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Work;
import java.util.List;
import java.util.Map;

/** Made-up measurements of three forks, with round numbers. */
final class ExampleResults {
    /** 1e6 flop. */
    static final Case LAYER = new Case(Work.FORWARD, DenseShape.layer(100, 100, 50), "relu", 1, "an example");

    static final Case SHARED = new Case(Work.FORWARD, DenseShape.layer(100, 100, 50), "relu", 2, "another");

    static final Case ACCOMPANIED = new Case(Work.BACKWARD, DenseShape.layer(100, 100, 50), "relu", 1, true, "a third");

    private ExampleResults() {}

    static Results results() {
        List<ForkResult> forks = List.of(fork(1, 20_000, 40_000), fork(2, 25_000, 25_000), fork(3, 40_000, 20_000));
        List<ColdStart> starts = List.of(
                new ColdStart(ColdStart.OURS, 300, 200, 90, 0.5),
                new ColdStart(ColdStart.OURS, 330, 210, 91, 0.5),
                new ColdStart(ColdStart.OURS, 310, 190, 92, 0.5));
        return Results.of(List.of(LAYER, SHARED, ACCOMPANIED), forks, starts);
    }

    /** Ours takes so long, the peer so long, both in ns of CPU time; twice that on the clock. */
    private static ForkResult fork(long seed, double ours, double peer) {
        Limits limits = new Limits(
                512,
                100,
                new Together(2, 1.5),
                Map.of(MemoryLevel.L1, 200.0, MemoryLevel.L2, 100.0, MemoryLevel.L3, 50.0, MemoryLevel.DRAM, 20.0));
        return new ForkResult(
                seed,
                "simd-512",
                limits,
                List.of(
                        new ForkResult.Measured(LAYER.name(), "simd-512", Sample.of(ours, 2 * ours, seed == 3 ? 8 : 0)),
                        new ForkResult.Measured(LAYER.name(), "openblas", Sample.of(peer, 2 * peer, 0)),
                        new ForkResult.Measured(SHARED.name(), "simd-512", Sample.of(ours, ours / 2, 0))),
                List.of(
                        new ForkResult.Accompanied("peak", "peak", 1_000, 1_000, 20),
                        new ForkResult.Accompanied(ACCOMPANIED.name(), "simd-512", ours, 2 * ours, 19 + seed),
                        new ForkResult.Accompanied(ACCOMPANIED.name(), "onednn", 30_000, 30_000 + 10_000 * seed, 20)));
    }
}
