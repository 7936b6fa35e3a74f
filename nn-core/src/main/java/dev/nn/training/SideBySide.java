package dev.nn.training;

import dev.nn.data.Dataset;
import dev.nn.kernel.LaneKernels;
import dev.nn.lane.LanePass;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trainings of several networks on the same data, side by side where they can be. */
final class SideBySide {
    private SideBySide() {}

    /** Trains all; see {@link Trainer#fitAll(List, Dataset, Dataset)}. */
    static List<History> fit(List<Trainer> trainers, Dataset train, @Nullable Dataset validation) {
        requireOwnNetworks(trainers);
        List<Fit> fits = new ArrayList<>();
        try {
            for (int i = 0; i < trainers.size(); i++) fits.add(begin(i, trainers.get(i), train, validation));
            for (List<Fit> group : groups(fits)) {
                if (group.size() < LaneGroup.FEWEST) group.forEach(SideBySide::train);
                else new LaneGroup(group).train();
            }
            return fits.stream().map(Fit::history).toList();
        } finally {
            for (Fit fit : fits) fit.close();
        }
    }

    private static void requireOwnNetworks(List<Trainer> trainers) {
        IdentityHashMap<Network, Integer> seen = new IdentityHashMap<>();
        for (int i = 0; i < trainers.size(); i++) {
            Integer other = seen.putIfAbsent(trainers.get(i).network, i);
            if (other == null) continue;
            throw new IllegalArgumentException(
                    "trainers %d and %d have the same network: build one for each trainer".formatted(other, i));
        }
    }

    private static Fit begin(int index, Trainer trainer, Dataset train, @Nullable Dataset validation) {
        try {
            return Fit.begin(trainer, train, validation);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("trainer %d: %s".formatted(index, e.getMessage()), e);
        }
    }

    /** Those that go through the same layers in batches of the same size together, at most as many as there are lanes. */
    private static List<List<Fit>> groups(List<Fit> fits) {
        Map<Object, List<Fit>> last = new LinkedHashMap<>();
        List<List<Fit>> groups = new ArrayList<>();
        for (Fit fit : fits) {
            List<Fit> group = last.get(kind(fit));
            if (group == null || group.size() == LaneKernels.LANES) {
                group = new ArrayList<>();
                groups.add(group);
                last.put(kind(fit), group);
            }
            group.add(fit);
        }
        return groups;
    }

    /** Equal for trainings that can be side by side. */
    private static Object kind(Fit fit) {
        Network network = fit.trainer().network;
        boolean alone = fit.isResumed() || !fit.steps().mayRunElsewhere() || !LanePass.supports(network);
        return alone ? fit : List.of(LanePass.kind(network), fit.steps().rows(1));
    }

    private static void train(Fit fit) {
        while (fit.hasNext()) step(fit);
    }

    /** Takes a training's next step by itself. */
    static void step(Fit fit) {
        try {
            fit.step();
        } catch (DivergenceException e) {
            fit.fail(e);
        }
    }
}
