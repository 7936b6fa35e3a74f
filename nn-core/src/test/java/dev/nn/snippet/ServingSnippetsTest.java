package dev.nn.snippet;

import static dev.nn.activation.Activation.RELU;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.initializer.Initializer;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The examples of serving a model. */
class ServingSnippetsTest {
    private static final int THREADS = 100;
    private static final int REQUESTS = 50;

    private final Queue<ModelWorkspace> idle = new ConcurrentLinkedQueue<>();
    private final Model model = Network.input(20)
            .dense(64, RELU)
            .dense(32, RELU)
            .dense(10)
            .build(Initializer.he(), 42)
            .freeze();

    private Callable<float[]> request(float[] x) {
        Queue<ModelWorkspace> idle = this.idle;
        // @start region="requests" :
        Callable<float[]> request = () -> {
            ModelWorkspace lent = idle.poll();
            ModelWorkspace workspace = lent == null ? model.newWorkspace(1) : lent;
            float[] y = new float[model.out()];
            model.predict(x, y, workspace);
            idle.add(workspace); // not after an exception: what is in it is unknown then
            return y;
        };
        // @end
        return request;
    }

    /** A hundred virtual threads at once get the bits that one thread gets, from a handful of workspaces. */
    @Test
    void aThreadForEachRequest() throws Exception {
        Random random = new Random(7);
        float[][] rows = new float[REQUESTS][20], expected = new float[REQUESTS][];
        for (int i = 0; i < REQUESTS; i++) {
            for (int j = 0; j < 20; j++) rows[i][j] = (float) random.nextGaussian();
            expected[i] = model.predict(rows[i]);
        }
        request(rows[0]).call(); // loads the classes
        List<Future<float[][]>> answers = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int t = 0; t < THREADS; t++) {
                answers.add(executor.submit(() -> {
                    float[][] own = new float[REQUESTS][];
                    for (int i = 0; i < REQUESTS; i++) {
                        own[i] = request(rows[i]).call();
                        Thread.sleep(0, 1000); // as if for the network
                    }
                    return own;
                }));
            }
        }
        for (Future<float[][]> answer : answers) assertThat(answer.get()).isDeepEqualTo(expected);
        assertThat(idle.size())
                .as("workspaces that %d threads have made", THREADS)
                .isBetween(1, 4 * Runtime.getRuntime().availableProcessors());
    }
}
