package dev.nn.loss;

import dev.nn.kernel.Rows;
import dev.nn.metric.Metric;
import org.jspecify.annotations.Nullable;

/** A metric that sees the outputs and the targets of one head alone. */
final class HeadMetric implements Metric {
    private final Metric metric;
    private final JointLoss loss;
    private final JointLoss.Head head;
    private final int at;
    private final int targetAt;

    /** The rows of the last call, which are usually those of the next, and the head's columns in them. */
    private @Nullable Rows y, target;

    private Rows ownY = Rows.of(new float[0], 0), ownTarget = ownY;

    HeadMetric(Metric metric, JointLoss loss, JointLoss.Head head, int at, int targetAt) {
        this.metric = metric;
        this.loss = loss;
        this.head = head;
        this.at = at;
        this.targetAt = targetAt;
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public void check(int outputs, int targets) {
        if (targets != loss.targets(outputs)) {
            throw new IllegalArgumentException(
                    "the metric is that of a head, whose joint loss takes %d target columns, not %d"
                            .formatted(loss.targets(outputs), targets));
        }
        metric.check(head.outputs(), head.targets());
    }

    @Override
    public void reset() {
        metric.reset();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is the same memory; equal views would do as well
    public void add(int batch, int outputs, Rows y, Rows target) {
        if (this.y != y || this.target != target) {
            this.y = y;
            this.target = target;
            ownY = new Rows(y.data(), y.index(0, at), y.stride());
            ownTarget = new Rows(target.data(), target.index(0, targetAt), target.stride());
        }
        metric.add(batch, head.outputs(), ownY, ownTarget);
    }

    @Override
    public double value() {
        return metric.value();
    }
}
