package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Work;
import dev.nn.data.FloatDataset;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.training.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A step of a small network, 2-16-2 with tanh and Adam, among sixteen trained one after the other or side by side. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH and prepare() fill the fields
public class SideBySideBenchmark {
    private static final int NETWORKS = 16, EPOCHS = 10, STEPS = 32;

    private static final List<Integer> WIDTHS = List.of(2, 16, 2);

    /** Floating-point operations of a step of one network. */
    static double flops(int batch) {
        return Work.STEP_ADAM.flops(new DenseShape(batch, WIDTHS));
    }

    @Param({"scalar", "simd"})
    public String kernels;

    @Param({"8", "32"})
    public int batch;

    private final List<Trainer> trainers = new ArrayList<>();
    private FloatDataset data;

    @Setup(Level.Trial)
    public void prepare() {
        DenseKernels chosen = KernelChoice.named(kernels);
        Random random = new Random(1);
        float[] x = new float[2 * STEPS * batch], labels = new float[STEPS * batch];
        for (int i = 0; i < x.length; i++) x[i] = random.nextFloat(-1, 1);
        for (int i = 0; i < labels.length; i++) labels[i] = x[2 * i] * x[2 * i + 1] > 0 ? 1 : 0;
        data = FloatDataset.of(2, x, 1, labels);
        for (int seed = 0; seed < NETWORKS; seed++) {
            Network network =
                    Network.input(2).dense(16, Activation.TANH).dense(2).build(Initializer.glorot(), seed, chosen);
            trainers.add(Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                    .batchSize(batch)
                    .epochs(EPOCHS)
                    .seed(seed));
        }
    }

    @Benchmark
    @OperationsPerInvocation(NETWORKS * EPOCHS * STEPS)
    public double oneAfterTheOther() {
        double loss = 0;
        for (Trainer trainer : trainers) loss += trainer.fit(data).last().trainLoss();
        return loss;
    }

    @Benchmark
    @OperationsPerInvocation(NETWORKS * EPOCHS * STEPS)
    public double sideBySide() {
        return Trainer.fitAll(trainers, data).getLast().last().trainLoss();
    }
}
