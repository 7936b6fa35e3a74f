package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import dev.nn.bench.work.DenseShape;
import dev.nn.bench.work.Pollution;
import dev.nn.bench.work.Reference;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.OptimizerState;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One step of the main job: 784-256-128-10 with ReLU, softmax cross-entropy and Adam, on random digits. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH and prepare() fill the fields
public class TrainingStepBenchmark {
    private static final int IN = 784, HIDDEN1 = 256, HIDDEN2 = 128, CLASSES = 10;

    @Param({"scalar", "simd", "ejml"})
    public String kernels;

    @Param({"32", "128", "512"})
    public int batch;

    private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy();
    private final Workspace workspace = new Workspace();
    private Network network;
    private Pass pass;
    private OptimizerState optimizer;
    private float[] gradient;
    private Rows x;
    private Rows labels;
    private Rows dy;

    /** Floating-point operations of one step: the first layer needs no dX, and the elementwise work is not counted. */
    static double flops(int batch) {
        return 2.0 * batch * (2 * IN * HIDDEN1 + 3 * HIDDEN1 * HIDDEN2 + 3 * HIDDEN2 * CLASSES);
    }

    @Setup(Level.Trial)
    public void prepare() {
        DenseKernels chosen = KernelChoice.named(kernels);
        Reference.checkLayer(chosen, DenseShape.layer(batch, IN, HIDDEN1), Activation.RELU, 1);
        Pollution.run(chosen, 7);
        network = Network.input(IN)
                .dense(HIDDEN1, Activation.RELU)
                .dense(HIDDEN2, Activation.RELU)
                .dense(CLASSES)
                .build(Initializer.he(), 1, chosen);
        gradient = new float[network.parameters().length];
        pass = network.newTrainingPass(batch, Team.single(), gradient);
        optimizer = new OptimizerState(Adam.withDefaults(), gradient.length);
        workspace.prepare(chosen, loss.operations(CLASSES));
        x = Rows.allocate(batch, IN);
        labels = Rows.allocate(batch, 1);
        dy = Rows.allocate(batch, CLASSES);
        Random random = new Random(1);
        for (int r = 0; r < batch; r++) {
            for (int j = 0; j < IN; j++) x.data()[x.index(r, j)] = random.nextFloat();
            labels.data()[labels.index(r, 0)] = random.nextInt(CLASSES);
        }
    }

    @Benchmark
    public double step() {
        Rows y = pass.forwardTraining(batch, x, 0);
        double sum = loss.evaluate(network.kernels(), batch, CLASSES, y, labels, 1f / batch, dy, workspace);
        pass.backward(batch, dy);
        optimizer.begin(0.001);
        network.kernels().training().update(optimizer, network.parameters(), gradient, 0, gradient.length);
        return sum;
    }
}
