package dev.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.AllocationProbe;
import dev.nn.kernel.DelegatingKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.kernel.Workspace;
import java.util.Arrays;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A workspace or a pass serves one thread at a time; a second one is told, and no result is wrong. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExclusiveWorkspaceTest {
    /** Scalar kernels that call somebody before each product. */
    private static final class CallingBackKernels extends DelegatingKernels {
        private final Runnable callback;

        CallingBackKernels(Runnable callback) {
            this.callback = callback;
        }

        @Override
        public void forward(
                int fromRow,
                int toRow,
                Rows x,
                Affine parameters,
                Activation activation,
                Rows z,
                Rows y,
                Workspace workspace) {
            callback.run();
            super.forward(fromRow, toRow, x, parameters, activation, z, y, workspace);
        }
    }

    private static Network network(int... widths) {
        NetworkBuilder builder = Network.input(widths[0]);
        for (int l = 1; l < widths.length; l++) builder.dense(widths[l], Activation.RELU);
        return builder.build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private static float[] input(int size, int seed) {
        float[] x = new float[size];
        for (int i = 0; i < size; i++) x[i] = (i * 31 + seed * 17) % 23 / 23f;
        return x;
    }

    /** What a thread does over and over: right, or refused. */
    private interface Attempt {
        float[] run(int thread);
    }

    private static long refusals(int threads, float[][] expected, Attempt attempt) throws InterruptedException {
        AtomicLong refused = new AtomicLong(), done = new AtomicLong();
        AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(700);
        Thread[] all = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            int number = t;
            all[t] = Thread.ofPlatform().start(() -> {
                while (System.nanoTime() < end && wrong.get() == null) {
                    try {
                        float[] y = attempt.run(number);
                        if (!Arrays.equals(y, expected[number])) wrong.set(new AssertionError(Arrays.toString(y)));
                        done.incrementAndGet();
                    } catch (IllegalStateException e) {
                        if (!String.valueOf(e.getMessage()).contains("in use by another thread")) wrong.set(e);
                        refused.incrementAndGet();
                    } catch (Throwable e) {
                        wrong.set(e);
                    }
                }
            });
        }
        for (Thread thread : all) thread.join();
        assertThat(wrong.get()).isNull();
        assertThat(done.get()).isPositive();
        return refused.get();
    }

    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {2, 3})
    void twoThreadsInOneWorkspaceAreToldAndNoResultIsWrong(int threads) throws InterruptedException {
        for (int[] widths : new int[][] {{6, 12, 12, 6}, {784, 256, 10}}) {
            Model model = network(widths).freeze();
            ModelWorkspace shared = model.newWorkspace(1);
            float[][] x = new float[threads][], expected = new float[threads][];
            for (int t = 0; t < threads; t++) {
                x[t] = input(widths[0], t);
                expected[t] = model.predict(x[t]);
            }
            long refused = refusals(threads, expected, t -> {
                float[] y = new float[model.out()];
                model.predict(x[t], y, shared);
                return y;
            });
            assertThat(refused).as("threads have met").isPositive();
        }
    }

    @Test
    void twoThreadsInOnePassAreToldAndNoResultIsWrong() throws InterruptedException {
        Network network = network(60, 50, 40);
        Pass shared = network.newPass(1);
        float[][] x = {input(60, 0), input(60, 1)};
        // The result stands in the pass, where the other thread may overwrite it: only the exception is looked at.
        long refused = refusals(2, new float[][] {{}, {}}, t -> {
            shared.forward(1, Rows.of(x[t], 60));
            return new float[0];
        });
        assertThat(refused).as("threads have met").isPositive();
    }

    @Test
    void aWorkspaceMayBeHandedOn() throws InterruptedException {
        Model model = network(6, 12, 6).freeze();
        float[] x = input(6, 3), expected = model.predict(x);
        SynchronousQueue<ModelWorkspace> hands = new SynchronousQueue<>(), back = new SynchronousQueue<>();
        AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 2000; i++) {
                    ModelWorkspace workspace = hands.take();
                    float[] y = new float[6];
                    model.predict(x, y, workspace);
                    if (!Arrays.equals(y, expected)) throw new AssertionError(Arrays.toString(y));
                    back.put(workspace);
                }
            } catch (Throwable e) {
                wrong.set(e);
            }
        });
        ModelWorkspace workspace = model.newWorkspace(1);
        float[] y = new float[6];
        for (int i = 0; i < 2000 && wrong.get() == null; i++) {
            hands.put(workspace);
            workspace = back.take();
            model.predict(x, y, workspace);
            assertThat(y).isEqualTo(expected);
        }
        other.join();
        assertThat(wrong.get()).isNull();
    }

    /** A call within a call, here by kernels that do so, would overwrite what the outer one is working with. */
    @Test
    void aPredictionWithinAPredictionThrowsAndTheWorkspaceGoesOn() {
        Runnable[] inner = {() -> {}};
        Network network = Network.input(3)
                .dense(4)
                .dense(2)
                .build(Initializer.he(), 1, new CallingBackKernels(() -> inner[0].run()));
        Model model = network.freeze();
        ModelWorkspace workspace = model.newWorkspace(1);
        float[] x = {1, 2, 3}, y = new float[2];
        inner[0] = () -> model.predict(x, new float[2], workspace);
        assertThatIllegalStateException()
                .isThrownBy(() -> model.predict(x, y, workspace))
                .withMessageContaining("this very thread");
        Pass pass = network.newPass(1);
        inner[0] = () -> pass.forward(1, Rows.of(x, 3));
        assertThatIllegalStateException()
                .isThrownBy(() -> pass.forward(1, Rows.of(x, 3)))
                .withMessageContaining("this very thread");
        inner[0] = () -> {};
        model.predict(x, y, workspace);
        pass.forward(1, Rows.of(x, 3));
    }

    @Test
    void theCheckAllocatesNothing() {
        Model model = network(6, 12, 12, 6).freeze();
        ModelWorkspace workspace = model.newWorkspace(1);
        float[] x = input(6, 1), y = new float[6];
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 50 && least > 0; round++) {
            long before = AllocationProbe.allocatedBytes();
            for (int i = 0; i < 2000; i++) model.predict(x, y, workspace);
            least = Math.min(least, AllocationProbe.allocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @Test
    void rowsThatShareMemoryAreRefused() {
        Model model = network(3, 3).freeze();
        ModelWorkspace workspace = model.newWorkspace(4);
        float[] data = new float[40];
        for (Rows y :
                new Rows[] {Rows.of(data, 3), new Rows(data, 2, 3), new Rows(data, 0, 5), new Rows(data, 11, 3)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.predict(4, Rows.of(data, 3), y, workspace))
                    .withMessageContaining("share memory");
        }
        // Behind x, and side by side in one table.
        model.predict(4, Rows.of(data, 3), new Rows(data, 12, 3), workspace);
        model.predict(4, new Rows(data, 0, 8), new Rows(data, 3, 8), workspace);
        model.predict(4, new Rows(data, 5, 8), new Rows(data, 0, 8), workspace);
        // Copied before anything is written.
        model.predict(2, data, 0, data, 1, workspace);
    }

    @Test
    void aWorkspaceOfAnotherModelOrForFewerRowsIsRefused() {
        Model model = network(3, 3).freeze(), same = network(3, 3).freeze();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new float[3], new float[3], same.newWorkspace(1)))
                .withMessageContaining("another model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.predict(new float[9], new float[9], model.newWorkspace(2)))
                .withMessageContaining("from 0 to 2, was 3");
    }
}
