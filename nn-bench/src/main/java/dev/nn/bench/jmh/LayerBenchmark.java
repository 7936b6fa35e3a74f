package dev.nn.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The operations of one dense layer, each alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class LayerBenchmark {
    @Benchmark
    public void forward(LayerState state) {
        state.data.forward(state.function);
    }

    @Benchmark
    public void backwardActivation(LayerState state) {
        state.data.backwardActivation(state.function);
    }

    @Benchmark
    public void backwardWeights(LayerState state) {
        state.data.backwardWeights();
    }

    @Benchmark
    public void backwardInput(LayerState state) {
        state.data.backwardInput();
    }
}
