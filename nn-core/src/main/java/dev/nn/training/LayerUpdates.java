package dev.nn.training;

import dev.nn.kernel.Rows;
import dev.nn.network.Network;
import dev.nn.network.Pass;
import dev.nn.optimizer.Optimizer;
import dev.nn.optimizer.OptimizerState;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The optimisers of a network's layers: the same for all, or for some their own; none for layers that stay as they are. */
final class LayerUpdates {
    /** The update is shared in whole cache lines of 16 floats. */
    private static final int LINE = 16;

    /**
     * Layers whose optimiser has its own numbers.
     *
     * @param from index of the first
     * @param to index behind the last
     */
    record Group(int from, int to, Optimizer optimizer) {
        @Override
        public String toString() {
            return "layers %d to %d %s".formatted(from, to - 1, optimizer);
        }
    }

    private final Network network;
    private final OptimizerState optimizer;
    private final BitSet frozen;
    private final List<Group> groups;
    private final OptimizerState[] states;
    private final OptimizerState[] ofGroups;

    /** Where the parameters of each layer begin, and where the last ones end. */
    private final int[] starts;

    /** @param optimizer of all layers without their own */
    LayerUpdates(Network network, OptimizerState optimizer, BitSet frozen, List<Group> groups) {
        this.network = network;
        this.optimizer = optimizer;
        this.frozen = frozen;
        this.groups = List.copyOf(groups);
        starts = new int[network.layers().size() + 1];
        for (int l = 0; l < starts.length; l++) starts[l] = network.parameterStart(l);
        requireTrainable();
        states = new OptimizerState[network.layers().size()];
        Arrays.fill(states, optimizer);
        ofGroups = new OptimizerState[groups.size()];
        for (int g = 0; g < ofGroups.length; g++) {
            Group group = groups.get(g);
            ofGroups[g] = optimizer.group(group.optimizer());
            Arrays.fill(states, group.from(), group.to(), ofGroups[g]);
        }
    }

    private void requireTrainable() {
        boolean any = false, trainable = false;
        for (int l = 0; l < network.layers().size(); l++) {
            boolean has = network.layers().get(l).parameterCount() > 0;
            any |= has;
            trainable |= has && !frozen.get(l);
        }
        if (any && !trainable) throw new IllegalArgumentException("all layers are frozen: there is nothing to train");
    }

    /** Begins a step of a group, after that of all layers has begun. */
    void begin(int group, double rate) {
        ofGroups[group].begin(rate);
    }

    /** Runs backward and takes the step. */
    void backward(Pass pass, int batch, Rows dy) {
        if (groups.isEmpty()) pass.backwardUpdate(batch, dy, optimizer);
        else pass.backwardUpdate(batch, dy, states);
    }

    /** One thread's part of the step, where all gradients are known. */
    void update(float[] gradient, int part, int parts) {
        if (groups.isEmpty() && frozen.isEmpty()) {
            update(optimizer, gradient, 0, network.trainedLength(), part, parts);
            return;
        }
        for (int l = 0; l < states.length; l++) {
            if (!frozen.get(l)) update(states[l], gradient, starts[l], starts[l + 1], part, parts);
        }
    }

    private void update(OptimizerState state, float[] gradient, int first, int end, int part, int parts) {
        int lines = (end - first) / LINE;
        int from = first + (int) ((long) lines * part / parts) * LINE;
        int to = part + 1 == parts ? end : first + (int) ((long) lines * (part + 1) / parts) * LINE;
        network.kernels().training().update(state, network.parameters(), gradient, from, to);
    }
}
