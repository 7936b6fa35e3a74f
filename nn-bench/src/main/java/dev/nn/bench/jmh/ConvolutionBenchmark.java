package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The operations of one convolution layer, each alone. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ConvolutionBenchmark {
    @Benchmark
    public void convolve(ConvolutionState state) {
        state.data.forward(Activation.RELU);
    }

    @Benchmark
    public void convolveWeights(ConvolutionState state) {
        state.data.backwardWeights();
    }

    @Benchmark
    public void convolveInput(ConvolutionState state) {
        state.data.backwardInput();
    }
}
