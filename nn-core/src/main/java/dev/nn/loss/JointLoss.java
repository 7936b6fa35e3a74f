package dev.nn.loss;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The loss of a network of several heads: the sum of their losses, each times its weight. The outputs of the heads stand side by
 * side, and so do their targets, in the same order.
 *
 * {@snippet file="dev/nn/snippet/PartsSnippetsTest.java" region="heads" :
 * Network network = Network.input(4)
 *         .dense(16, RELU)
 *         .concat(head -> head.dense(3), head -> head.dense(1)) // a class of three, and a number
 *         .build(Initializer.he(), 42);
 * JointLoss loss = JointLoss.of(
 *         new JointLoss.Head(3, new SoftmaxCrossEntropy(), 1),
 *         new JointLoss.Head(1, new MeanSquaredError(), 0.1));
 * Metric accuracy = loss.metric(0, new Accuracy()); // of the first head
 * }
 *
 * @param heads in the order of the outputs
 */
public record JointLoss(List<Head> heads) implements Loss {
    /**
     * A part of the outputs with a loss of its own.
     *
     * @param outputs how many
     * @param loss of these
     * @param weight of the loss in the sum, finite and not negative
     */
    public record Head(int outputs, Loss loss, double weight) {
        public Head {
            if (outputs < 1) throw new IllegalArgumentException("a head needs at least 1 output, was " + outputs);
            if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
                throw new IllegalArgumentException("weight must be finite and not negative, was " + weight);
            }
            if (loss instanceof JointLoss) throw new IllegalArgumentException("a head has a loss of one head");
        }

        int targets() {
            return loss.targets(outputs);
        }
    }

    public JointLoss {
        heads = List.copyOf(heads);
        if (heads.isEmpty()) throw new IllegalArgumentException("at least one head is needed");
    }

    /** The loss of these heads. */
    public static JointLoss of(Head... heads) {
        return new JointLoss(List.of(heads));
    }

    /**
     * A metric of one head, for networks that are trained with this loss: it sees the outputs and the targets of that head
     * alone.
     *
     * @param head number of the head, from 0
     */
    public Metric metric(int head, Metric metric) {
        Objects.checkIndex(head, heads.size());
        int at = 0, targetAt = 0;
        for (Head before : heads.subList(0, head)) {
            at += before.outputs;
            targetAt += before.targets();
        }
        return new HeadMetric(metric, this, heads.get(head), at, targetAt);
    }

    @Override
    public String name() {
        return "joint-loss";
    }

    private void require(int outputs) {
        int all = 0;
        for (Head head : heads) all = Math.addExact(all, head.outputs);
        if (all == outputs) return;
        throw new IllegalArgumentException(
                "the heads have %d outputs together, the network has %d".formatted(all, outputs));
    }

    @Override
    public int targets(int outputs) {
        require(outputs);
        int targets = 0;
        for (Head head : heads) targets += head.targets();
        return targets;
    }

    @Override
    public void check(int outputs, float[] target, int at) {
        int from = at;
        for (Head head : heads) {
            try {
                head.loss.check(head.outputs, target, from);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s, targets from column %d on: %s".formatted(head.loss.name(), from - at, e.getMessage()), e);
            }
            from += head.targets();
        }
    }

    @Override
    public double evaluate(
            DenseKernels kernels,
            int batch,
            int outputs,
            Rows y,
            Rows target,
            float scale,
            Rows dy,
            Workspace workspace) {
        Columns columns = workspace.kept(Columns.class, Columns::new).of(this, y, target, dy);
        double sum = 0;
        for (int h = 0; h < heads.size(); h++) {
            Head head = heads.get(h);
            float share = (float) (scale * head.weight);
            sum += head.weight
                    * head.loss.evaluate(
                            kernels,
                            batch,
                            head.outputs,
                            columns.outputs[h],
                            columns.targets[h],
                            share,
                            columns.gradients[h],
                            workspace);
        }
        return sum;
    }

    @Override
    public List<Operation> operations(int outputs) {
        List<Operation> all = new ArrayList<>();
        for (Head head : heads) all.addAll(head.loss.operations(head.outputs));
        return all;
    }

    @Override
    public double value(double[] y, double[] target) {
        double sum = 0;
        int at = 0, targetAt = 0;
        for (Head head : heads) {
            double[] own = new double[head.outputs], ownTarget = new double[head.targets()];
            System.arraycopy(y, at, own, 0, own.length);
            System.arraycopy(target, targetAt, ownTarget, 0, ownTarget.length);
            sum += head.weight * head.loss.value(own, ownTarget);
            at += own.length;
            targetAt += ownTarget.length;
        }
        return sum;
    }

    /** The columns of each head in the rows of the last call, which are usually those of the next, so that it allocates nothing. */
    private static final class Columns {
        private Rows[] rows = {};
        private Rows[] outputs = {};
        private Rows[] targets = {};
        private Rows[] gradients = {};
        private List<Head> heads = List.of();

        @SuppressWarnings("ReferenceEquality") // whether it is the same memory; equal views would do as well
        Columns of(JointLoss loss, Rows y, Rows target, Rows dy) {
            if (rows.length > 0 && rows[0] == y && rows[1] == target && rows[2] == dy && heads == loss.heads)
                return this;
            rows = new Rows[] {y, target, dy};
            heads = loss.heads;
            int count = heads.size();
            outputs = new Rows[count];
            targets = new Rows[count];
            gradients = new Rows[count];
            int at = 0, targetAt = 0;
            for (int h = 0; h < count; h++) {
                outputs[h] = new Rows(y.data(), y.index(0, at), y.stride());
                gradients[h] = new Rows(dy.data(), dy.index(0, at), dy.stride());
                targets[h] = new Rows(target.data(), target.index(0, targetAt), target.stride());
                at += heads.get(h).outputs;
                targetAt += heads.get(h).targets();
            }
            return this;
        }
    }
}
