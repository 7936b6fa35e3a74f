package dev.nn.training;

import dev.nn.batch.RowWeights;
import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.guard.Claims;
import dev.nn.guard.ExclusiveUse;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network over a whole data set and measures it: mean loss, and a metric if there is one. One thread at a time may
 * use it, and one evaluator at a time a metric, which adds up what it sees; a second one throws.
 */
public final class Evaluator {
    private final Network network;
    private final Loss loss;
    private final @Nullable Metric metric;
    private final Pass pass;
    private final Rows x;
    private final Rows target;
    private final Rows dy;
    private final Workspace workspace = new Workspace();
    private final ExclusiveUse use =
            new ExclusiveUse("the evaluator", "one thread at a time may evaluate with it, so make one for each thread");
    private int[] order = new int[0];

    /**
     * @param maxBatch rows that are run at a time
     * @param team who shares the work
     * @throws IllegalArgumentException if the metric can't measure this network and loss
     */
    public Evaluator(Network network, Loss loss, @Nullable Metric metric, int maxBatch, Team team) {
        if (metric != null) metric.check(network.out(), loss.targets(network.out()));
        this.network = network;
        this.loss = loss;
        this.metric = metric;
        this.pass = network.newPass(maxBatch, team);
        this.x = Rows.allocate(maxBatch, network.in());
        this.target = Rows.allocate(maxBatch, loss.targets(network.out()));
        this.dy = Rows.allocate(maxBatch, network.out());
        workspace.prepare(network.kernels(), loss.operations(network.out()));
    }

    /**
     * Loss and score of a data set; NaN for an empty one.
     *
     * @throws IllegalStateException if this evaluator or its metric is in use, or another thread is training the network
     */
    public Evaluation evaluate(Dataset data) {
        use.begin();
        try {
            return metric == null ? measure(data) : measure(data, new Claims.Identity(metric));
        } finally {
            use.end();
        }
    }

    private Evaluation measure(Dataset data, Claims.Identity claimed) {
        Claims.take(claimed, "the metric is in use", "each evaluation needs a metric of its own");
        try {
            return measure(data);
        } finally {
            Claims.release(claimed);
        }
    }

    private Evaluation measure(Dataset data) {
        BatchSource rows = BatchSource.of(data);
        workspace.prepare(network.kernels(), rows.operations());
        if (order.length != data.size()) {
            order = new int[data.size()];
            for (int i = 0; i < order.length; i++) order[i] = i;
        }
        if (metric != null) metric.reset();
        RowWeights weights = data.isWeighted() ? new RowWeights(data, loss, pass.maxBatch(), network.out()) : null;
        double sum = 0;
        for (int from = 0; from < order.length; from += pass.maxBatch()) {
            int batch = Math.min(pass.maxBatch(), order.length - from);
            rows.gather(network.kernels(), order, from, batch, x, target);
            Rows y = pass.forward(batch, x);
            if (metric != null) metric.add(batch, network.out(), y, target);
            sum += weights == null
                    ? loss.evaluate(network.kernels(), batch, network.out(), y, target, 0f, dy, workspace)
                    : weighted(weights, from, batch, y);
        }
        return new Evaluation(sum / order.length, metric == null ? Double.NaN : metric.value());
    }

    private double weighted(RowWeights weights, int from, int batch, Rows y) {
        weights.gather(order, from, 0, batch);
        return weights.evaluate(network.kernels(), batch, y, target, 0f, dy, workspace);
    }

    /**
     * A measurement.
     *
     * @param loss mean over the rows, by their weights if they have some
     * @param score the metric, or NaN without one
     */
    public record Evaluation(double loss, double score) {}
}
