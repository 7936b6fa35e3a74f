package dev.nn.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Plain kernels compute until the fast ones are warm, however that ends. */
@Timeout(60)
class HotSwapKernelsTest {
    /** Kernels that note what happens to them. */
    private static final class Noting extends DelegatingKernels {
        private final String name;
        private final List<String> notes = new CopyOnWriteArrayList<>();

        Noting(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int prepare(Operation operation) {
            notes.add("warm " + ((Operation.SoftmaxCrossEntropy) operation).classes());
            return scratch(operation);
        }

        @Override
        public TrainingKernels training() {
            return new TrainingKernels() {
                @Override
                public double sumOfSquares(float[] values, int from, int to) {
                    notes.add("sum");
                    return SCALAR.sumOfSquares(values, from, to);
                }
            };
        }
    }

    /** Kernels that are ready when the latch is open. */
    private static final class Slow implements KernelProvider {
        private final CountDownLatch latch = new CountDownLatch(1);
        private final Noting fast = new Noting("fast");
        private final @Nullable String reason;
        private final boolean fails;

        Slow(@Nullable String reason, boolean fails) {
            this.reason = reason;
            this.fails = fails;
        }

        @Override
        public String name() {
            return "slow";
        }

        @Override
        public String kernelsName() {
            return "fast";
        }

        @Override
        public int priority() {
            return 1;
        }

        @Override
        public @Nullable String unavailableBecause() {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return reason;
        }

        @Override
        public DenseKernels create() {
            if (fails) throw new IllegalStateException("broken");
            return fast;
        }
    }

    private final Noting plain = new Noting("plain");

    private static void compute(DenseKernels kernels) {
        assertThat(kernels.training().sumOfSquares(new float[] {1, 2, 3}, 0, 3)).isEqualTo(14);
    }

    private static void warmUp(DenseKernels kernels, int classes) {
        Operation softmax = new Operation.SoftmaxCrossEntropy(classes);
        assertThat(kernels.prepare(softmax)).isEqualTo(kernels.scratch(softmax));
    }

    @Test
    void plainKernelsComputeUntilTheFastOnesAreWarm() {
        Slow provider = new Slow(null, false);
        HotSwapKernels kernels = new HotSwapKernels(plain, provider);
        warmUp(kernels, 3);
        warmUp(kernels, 4);
        compute(kernels);
        assertThat(kernels.name()).isEqualTo("fast");
        assertThat(provider.fast.notes).isEmpty();
        provider.latch.countDown();
        kernels.awaitWarmUp();
        compute(kernels);
        warmUp(kernels, 5);
        assertThat(plain.notes).containsExactly("sum");
        assertThat(provider.fast.notes).containsExactly("warm 3", "warm 4", "sum", "warm 5");
        assertThat(kernels.name()).isEqualTo("fast");
    }

    @Test
    void othersForAnotherPurposeWarmUpByThemselves() {
        Slow provider = new Slow(null, false);
        provider.latch.countDown();
        HotSwapKernels kernels = new HotSwapKernels(plain, provider);
        kernels.awaitWarmUp();
        DenseKernels others = kernels.independent();
        compute(others);
        compute(kernels);
        warmUp(others, 2);
        others.awaitWarmUp();
        compute(others);
        assertThat(plain.notes).containsExactly("sum");
        assertThat(provider.fast.notes).containsExactly("sum", "warm 2", "sum");
    }

    @Test
    void plainKernelsStayWhereTheFastOnesDontRun() {
        for (Slow provider : List.of(new Slow("not today", false), new Slow(null, true))) {
            plain.notes.clear();
            HotSwapKernels kernels = new HotSwapKernels(plain, provider);
            warmUp(kernels, 3);
            provider.latch.countDown();
            kernels.awaitWarmUp();
            warmUp(kernels, 4);
            compute(kernels);
            assertThat(plain.notes).containsExactly("warm 4", "sum");
            assertThat(provider.fast.notes).isEmpty();
            assertThat(kernels.name()).isEqualTo("plain");
        }
    }

    @Test
    void waitingCanBeInterrupted() {
        Slow provider = new Slow(null, false);
        HotSwapKernels kernels = new HotSwapKernels(plain, provider);
        Thread.currentThread().interrupt();
        kernels.awaitWarmUp();
        assertThat(Thread.interrupted()).isTrue();
        compute(kernels);
        provider.latch.countDown();
        kernels.awaitWarmUp();
        compute(kernels);
        assertThat(provider.fast.notes).containsExactly("sum");
    }

    @Test
    void layoutsAndScratchMemoryAreThoseOfBothFromTheStart() {
        HotSwapKernels kernels = new HotSwapKernels(plain, new Slow(null, false));
        WeightLayout layout = kernels.weightLayout(3, 4);
        assertThat(layout).isEqualTo(plain.weightLayout(3, 4));
        Operation layer = new Operation.DenseLayer(5, layout, Activation.SIGMOID, true);
        assertThat(kernels.scratch(layer)).isEqualTo(plain.scratch(layer));
        Affine w = Affine.allocate(layout);
        Rows x = Rows.allocate(5, 3), y = Rows.allocate(5, 4);
        kernels.forward(0, 5, x, w, Activation.SIGMOID, y, y, new Workspace().reserve(kernels.scratch(layer)));
        assertThat(y.data()[y.index(4, 3)]).isEqualTo(0.5f);
    }
}
