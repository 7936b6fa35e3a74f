package dev.nn.bench.jmh;

import dev.nn.activation.Activation;
import dev.nn.bench.adopt.DocumentScorer;
import dev.nn.bench.adopt.LossAndGradient;
import dev.nn.bench.adopt.MatrixObjective;
import dev.nn.bench.adopt.ModelRanker;
import dev.nn.bench.adopt.NetworkObjective;
import dev.nn.bench.adopt.NeuronRanker;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two hand-written networks and their adapters, side by side: a query's 100 documents through a 50-64-32-1 scorer, and loss
 * and gradient of 100 nodes for a 128-64-10 classifier.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 3, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@SuppressWarnings("NullAway.Init") // JMH and prepare() fill the fields
public class AdoptionBenchmark {
    private static final int DOCUMENTS = 100, FEATURES = 50, NODES = 100, IN = 128, HIDDEN = 64, CLASSES = 10;

    private final float[][] documents = new float[DOCUMENTS][FEATURES];
    private final float[] query = new float[DOCUMENTS * FEATURES];
    private final float[] scores = new float[DOCUMENTS];
    private final double[][] nodes = new double[NODES][IN];
    private final int[] classes = new int[NODES];
    private NeuronRanker neurons;
    private ModelRanker model;
    private MatrixObjective matrices;
    private NetworkObjective network;
    private double[] weights;
    private double[] gradient;

    @Setup(Level.Trial)
    public void prepare() {
        Random random = new Random(1);
        for (int d = 0; d < DOCUMENTS; d++) {
            for (int j = 0; j < FEATURES; j++) documents[d][j] = random.nextFloat();
            System.arraycopy(documents[d], 0, query, d * FEATURES, FEATURES);
        }
        for (int r = 0; r < NODES; r++) {
            for (int j = 0; j < IN; j++) nodes[r][j] = random.nextGaussian();
            classes[r] = random.nextInt(CLASSES);
        }
        neurons = new NeuronRanker(1, FEATURES, 64, 32, 1);
        model = ModelRanker.of(neurons);
        matrices = new MatrixObjective(IN, HIDDEN, CLASSES);
        network = new NetworkObjective(
                Network.input(IN)
                        .dense(HIDDEN, Activation.RELU)
                        .dense(CLASSES)
                        .build(Initializer.he(), 1, Kernels.best()),
                NODES);
        weights = new double[matrices.weights()];
        for (int i = 0; i < weights.length; i++) weights[i] = 0.05 * random.nextGaussian();
        gradient = new double[weights.length];
    }

    @Benchmark
    public double rankNeurons() {
        return each(neurons);
    }

    @Benchmark
    public double rankDocuments() {
        return each(model);
    }

    @Benchmark
    public float rankQuery() {
        model.scores(query, scores);
        return scores[DOCUMENTS - 1];
    }

    @Benchmark
    public double classifyMatrices() {
        return evaluate(matrices);
    }

    @Benchmark
    public double classifyNetwork() {
        return evaluate(network);
    }

    private double each(DocumentScorer scorer) {
        double sum = 0;
        for (float[] document : documents) sum += scorer.score(document);
        return sum;
    }

    private double evaluate(LossAndGradient objective) {
        return objective.evaluate(weights, nodes, classes, gradient);
    }
}
