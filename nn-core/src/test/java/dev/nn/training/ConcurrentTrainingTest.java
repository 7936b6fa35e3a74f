package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.nn.activation.Activation;
import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Rows;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.MeanSquaredError;
import dev.nn.metric.Metric;
import dev.nn.metric.RSquared;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.Adam;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network is trained by one thread at a time, and by no other used meanwhile; whoever tries is told. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentTrainingTest {
    private static Network network() {
        return Network.input(3)
                .dense(7, Activation.TANH)
                .dense(1)
                .build(Initializer.glorot(), 1, new ScalarDenseKernels());
    }

    private static Dataset data() {
        float[] x = new float[120], y = new float[40];
        for (int i = 0; i < x.length; i++) x[i] = i * 7 % 11 / 11f;
        for (int i = 0; i < y.length; i++) y[i] = x[3 * i] - x[3 * i + 1] * x[3 * i + 2];
        return FloatDataset.of(3, x, 1, y);
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new MeanSquaredError(), Adam.withDefaults()).batchSize(8);
    }

    /** Calls somebody in the first step, on the training thread. */
    private static TrainingListener inTheFirstStep(ThrowingCallable action) {
        return new TrainingListener() {
            private boolean done;

            @Override
            public void onStep(int epoch, int step, int steps, int rows, double loss) {
                if (done) return;
                done = true;
                try {
                    action.call();
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new AssertionError(e);
                }
            }
        };
    }

    /** Runs something on another thread and waits for it; throws what it throws. */
    private static void elsewhere(ThrowingCallable action) throws Throwable {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                action.call();
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        thread.join();
        Throwable problem = thrown.get();
        if (problem != null) throw problem;
    }

    @Test
    void otherThreadsCantUseANetworkInTraining(@TempDir Path folder) {
        Network network = network();
        Pass pass = network.newPass(1);
        float[] x = new float[3];
        List<ThrowingCallable> uses = List.of(
                () -> network.predict(x),
                network::freeze,
                () -> pass.forward(1, Rows.of(x, 3)),
                () -> network.layerParameters(0),
                () -> network.setLayerParameters(1, new float[8]),
                () -> network.newTrainingPass(1, Team.single(), new float[network.parameters().length]),
                () -> Safetensors.write(folder.resolve("a.safetensors"), network),
                () -> Onnx.write(folder.resolve("a.onnx"), network),
                () -> new Evaluator(network, new MeanSquaredError(), null, 8, Team.single()).evaluate(data()),
                () -> trainer(network).fit(data()));
        List<ThrowingCallable> checks = new ArrayList<>();
        for (ThrowingCallable use : uses) {
            checks.add(() -> assertThatIllegalStateException()
                    .isThrownBy(() -> elsewhere(use))
                    .withMessageContaining("the network is being trained by thread"));
        }
        trainer(network)
                .listener(inTheFirstStep(() -> {
                    for (ThrowingCallable check : checks) check.call();
                }))
                .fit(data());
        assertThat(folder).isEmptyDirectory();
        for (ThrowingCallable use : uses) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> elsewhere(use)))
                    .as("after training")
                    .isNull();
        }
    }

    @Test
    void theTrainingThreadCan() {
        Network network = network(), undisturbed = network();
        AtomicInteger predictions = new AtomicInteger();
        trainer(network)
                .listener(inTheFirstStep(() -> {
                    float[] x = {1, 2, 3};
                    assertThat(network.predict(x)).isEqualTo(network.freeze().predict(x));
                    predictions.incrementAndGet();
                }))
                .fit(data());
        trainer(undisturbed).fit(data());
        assertThat(predictions.get()).isEqualTo(1);
        assertThat(network.parameters()).isEqualTo(undisturbed.parameters());
    }

    @Test
    void aTrainingWithinATrainingOfTheSameNetworkThrows() {
        Network network = network(), other = network();
        trainer(network)
                .listener(inTheFirstStep(() -> {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> trainer(network).fit(data()))
                            .withMessageContaining("one training at a time");
                    trainer(other).fit(data());
                }))
                .fit(data());
    }

    @Test
    void aFailedTrainingLetsGoOfTheNetwork() {
        Network network = network();
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> trainer(network)
                            .listener(inTheFirstStep(() -> {
                                throw new IllegalStateException("enough");
                            }))
                            .fit(data()))
                    .withMessage("enough");
        }
        network.predict(new float[3]);
    }

    /** Of many that begin at once one trains, with the bits of a training alone; the others are told. */
    @Test
    void ofTrainingsThatBeginAtOnceOneTrains() throws InterruptedException {
        Network alone = network();
        trainer(alone).epochs(20).fit(data());
        for (int round = 0; round < 20; round++) {
            Network network = network();
            AtomicInteger trained = new AtomicInteger();
            AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
            CountDownLatch start = new CountDownLatch(1), over = new CountDownLatch(3);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                        trainer(network)
                                .epochs(20)
                                .listener(inTheFirstStep(() -> {
                                    over.countDown();
                                    over.await();
                                }))
                                .fit(data());
                        trained.incrementAndGet();
                    } catch (IllegalStateException e) {
                        if (!String.valueOf(e.getMessage()).contains("is being trained")) wrong.set(e);
                        over.countDown();
                    } catch (Throwable e) {
                        wrong.set(e);
                    }
                }));
            }
            start.countDown();
            for (Thread thread : threads) thread.join();
            assertThat(wrong.get()).isNull();
            assertThat(trained.get()).isEqualTo(1);
            assertThat(network.parameters()).isEqualTo(alone.parameters());
        }
    }

    /** A metric that, while it is used, is used by another evaluation. */
    private static final class Nested implements Metric {
        private double sum;

        @Override
        public String name() {
            return "nested";
        }

        @Override
        public void reset() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> elsewhere(() ->
                            new Evaluator(network(), new MeanSquaredError(), this, 8, Team.single()).evaluate(data())))
                    .withMessageContaining("the metric is in use");
            sum = 0;
        }

        @Override
        public void add(int batch, int outputs, Rows y, Rows target) {
            sum += batch;
        }

        @Override
        public double value() {
            return sum;
        }
    }

    @Test
    void twoTrainingsCantShareAMetricACheckpointOrATeam(@TempDir Path folder) {
        RSquared metric = new RSquared();
        trainer(network()).metric(new Nested()).fit(data(), data());
        Path file = folder.resolve("c.safetensors");
        trainer(network())
                .checkpoint(file)
                .listener(inTheFirstStep(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> elsewhere(() -> trainer(network())
                                .checkpoint(folder.resolve(".").resolve("c.safetensors"))
                                .fit(data())))
                        .withMessageContainingAll("c.safetensors is being written", "of its own")))
                .fit(data());
        try (ExecutorService executor = Executors.newCachedThreadPool();
                Team team = Team.of(executor, 2)) {
            team.run((part, parts) -> {
                if (part == 0) {
                    assertThatIllegalStateException()
                            .isThrownBy(() -> elsewhere(() ->
                                    trainer(network()).team(team).metric(metric).fit(data(), data())))
                            .withMessageContaining("the team is in use by another thread");
                }
            });
        }
    }
}
