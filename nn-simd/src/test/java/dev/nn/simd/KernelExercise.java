package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.RowPredictor;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.Adam;
import dev.nn.optimizer.OptimizerState;
import dev.nn.simd.jvm.AllocatedBytes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs every operation on narrow, small, wide and odd shapes until C2 has compiled the kernels, which is
 * when they allocate nothing any more.
 */
final class KernelExercise {
    /** What it prints when it has got there. */
    static final String CALM = "calm";

    private static final int[] BATCHES = {1, 2, 3, 4, 5, 7, 8, 16, 33};
    private static final int[] INPUTS = {1, 17, 40};
    private static final int[] OUTPUTS = {1, 3, 5, 10, 16, 33, 64, 100};

    /** Thread CPU time, so that a busy machine does not decide. */
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private static final int CALM_ROUNDS = 5;
    private static final int CALM_BYTES = 10_000;
    private static final int CANARY_CALLS = 100_000;

    private KernelExercise() {}

    public static void main(String[] arguments) throws InterruptedException {
        DenseKernels kernels = Kernels.named("simd");
        List<Runnable> work = new ArrayList<>();
        List<Activation> activations = Activation.all();
        for (int batch : BATCHES) {
            for (int in : INPUTS) {
                for (int out : OUTPUTS) {
                    add(work, kernels, batch, in, out, activations.get(work.size() % activations.size()));
                }
            }
        }
        int sum = 0;
        for (int i = 0; i < CANARY_CALLS; i++) sum += canary(i);
        System.out.println(kernels.name() + " " + sum + " " + (untilCalm(work) ? CALM : "still allocating"));
    }

    /** What the test forbids to compile, so that it sees what the JVM says about such methods. */
    private static int canary(int i) {
        return i % 7;
    }

    private static boolean untilCalm(List<Runnable> work) throws InterruptedException {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int calm = 0;
        while (calm < CALM_ROUNDS) {
            long allocated = 0;
            for (Runnable operations : work) {
                long before = AllocatedBytes.now();
                operations.run();
                long bytes = AllocatedBytes.now() - before;
                allocated += bytes;
                if (bytes > CALM_BYTES) Thread.sleep(1); // leaves the compilers the core
                if (threads.getCurrentThreadCpuTime() > LIMIT_NANOS) return false;
            }
            calm = allocated <= CALM_BYTES ? calm + 1 : 0;
        }
        return true;
    }

    private static void add(
            List<Runnable> work, DenseKernels kernels, int batch, int in, int out, Activation activation) {
        WeightLayout layout = kernels.weightLayout(in, out);
        Affine parameters = Affine.allocate(layout), gradient = Affine.allocate(layout);
        OptimizerState state = new OptimizerState(Adam.withDefaults(), parameters.data().length);
        Workspace workspace =
                new Workspace().reserve(kernels.scratch(new Operation.DenseLayer(batch, layout, activation, true)));
        workspace.reserve(kernels.scratch(new Operation.SoftmaxCrossEntropy(out)));
        workspace.reserve(kernels.scratch(new Operation.BinaryCrossEntropy()));
        Rows x = Rows.allocate(batch, in), z = Rows.allocate(batch, out), y = Rows.allocate(batch, out);
        Rows labels = Rows.allocate(batch, 1);
        FrozenAffine halves = kernels.freeze(parameters, Precision.BF16);
        Operation.RowPrediction single =
                new Operation.RowPrediction(List.of(new Operation.Prediction(1, halves, activation)));
        workspace.reserve(kernels.scratch(single));
        RowPredictor predictor = kernels.rowPredictor(single);
        work.add(() -> {
            kernels.forward(0, batch, x, parameters, activation, z, y, workspace);
            kernels.predict(0, batch, x, halves, activation, y, workspace);
            if (predictor != null) {
                predictor.predict(x.data(), x.offset(), y.data(), y.offset(), workspace);
                predictor.predict(0, batch, x, y, workspace);
            }
            kernels.training().softmaxCrossEntropy(0, batch, out, z, labels, 1f, y, workspace);
            kernels.training().binaryCrossEntropy(batch, out, z, y, 1f, y, workspace);
            kernels.backwardActivation(batch, 0, out, activation, y, z, y, gradient, workspace);
            kernels.backwardWeights(batch, 0, in, x, y, gradient, false, workspace);
            kernels.backwardWeights(batch, 0, in, x, y, gradient, true, workspace);
            kernels.backwardInput(batch, 0, in, y, parameters, x, workspace);
            state.begin(0);
            kernels.backwardWeightsUpdate(batch, 0, in, x, y, parameters, gradient, state, workspace);
        });
    }
}
