package dev.nn.spark;

import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.loss.Loss;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.network.Team;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;

/** A copy of the network in an executor, with all that one task needs to run it forward and backward. */
final class Replica {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long PARTITION = 0xd1342543de82ef95L;

    private final Network network;
    private final Loss loss;
    private final RowMajor order;
    private final float[] gradient;
    private final OptimizerState optimizer;
    private final Pass pass;
    private final Rows x;
    private final Rows target;
    private final Rows dy;
    private final Workspace workspace = new Workspace();

    /** @param batch the most rows that a step takes of one partition */
    Replica(Network network, Loss loss, Optimizer rule, int batch) {
        this.network = network;
        this.loss = loss;
        order = RowMajor.of(network);
        gradient = new float[network.parameters().length];
        optimizer = new OptimizerState(rule, gradient.length);
        pass = network.newTrainingPass(batch, Team.single(), gradient);
        x = Rows.allocate(batch, network.in());
        target = Rows.allocate(batch, loss.targets(network.out()));
        dy = Rows.allocate(batch, network.out());
        workspace.prepare(network.kernels(), loss.operations(network.out()));
        // Steps differ by a row.
        if (batch > 1) network.warmUp(batch - 1, true);
    }

    /** A partition's part of the gradient of the mean loss over all partitions' rows in the round's step. */
    Part gradient(Plan plan, Weights weights, Round round, int partition, Block block, int[] rows) {
        order.write(weights.parameters(), 0, network.parameters());
        double sum = forward(plan, round, 0, partition, block, rows, 1f / round.rows());
        int batch = rows(plan, round, 0, partition);
        pass.backward(batch, dy);
        float[] values = new float[order.size()];
        order.read(gradient, 1, values, 0);
        return new Part(partition, batch, sum, values);
    }

    /**
     * A partition's own steps: by how much they have changed the parameters, and the moments after them, all times the
     * partition's share of the round's rows, so that the sum over the partitions is the mean.
     */
    Part localSteps(Plan plan, Weights weights, Round round, int partition, Block block, int[] rows) {
        float[] parameters = network.parameters();
        order.write(weights.parameters(), 0, parameters);
        restore(weights);
        double sum = 0;
        long used = 0;
        for (int step = 0; step < round.steps(); step++) {
            int batch = rows(plan, round, step, partition);
            if (batch == 0) continue;
            sum += forward(plan, round, step, partition, block, rows, 1f / batch);
            optimizer.begin(round.rates()[step]);
            pass.backwardUpdate(batch, dy, optimizer);
            used += batch;
        }
        float share = (float) ((double) used / round.rows());
        int size = order.size(), at = size;
        float[] values = new float[size * (1 + optimizer.optimizer().moments())];
        order.read(parameters, 1, values, 0);
        for (int i = 0; i < size; i++) values[i] = (values[i] - weights.parameters()[i]) * share;
        for (float[] moment : new float[][] {optimizer.first(), optimizer.second()}) {
            if (moment.length == 0) continue;
            order.read(moment, share, values, at);
            at += size;
        }
        return new Part(partition, used, sum, values);
    }

    private void restore(Weights weights) {
        float[] first = optimizer.first(), second = optimizer.second();
        if (first.length > 0) order.write(weights.first(), 0, first);
        if (second.length > 0) order.write(weights.second(), 0, second);
        optimizer.restore(weights.steps(), first, second);
    }

    private static int rows(Plan plan, Round round, int step, int partition) {
        int number = round.first() + step;
        return plan.shares().from(partition, number + 1) - plan.shares().from(partition, number);
    }

    /** Runs a step's rows forward and leaves the gradient of {@code scale} times their loss in {@link #dy}. */
    private double forward(Plan plan, Round round, int step, int partition, Block block, int[] rows, float scale) {
        int from = plan.shares().from(partition, round.first() + step);
        int batch = rows(plan, round, step, partition);
        block.gather(network.kernels(), rows, from, batch, x, target);
        long noise = plan.seed() * GOLDEN + round.number() + step + partition * PARTITION;
        Rows y = pass.forwardTraining(batch, x, noise);
        return loss.evaluate(network.kernels(), batch, network.out(), y, target, scale, dy, workspace);
    }
}
