package dev.nn.table;

import dev.nn.metric.Metric;
import dev.nn.network.Network;
import dev.nn.training.Epoch;
import dev.nn.training.History;
import java.util.List;

/**
 * The recipes whose networks' mean becomes the model: the best one, or the best two if the mean of both predicts the rows
 * held out better than either. Recipes err differently, and which of two is better is often chance.
 *
 * @param members the best first
 * @param outputs the means of theirs
 */
record Blend(List<Candidate> members, HeldOutOutputs outputs) {
    /**
     * Chooses among candidates.
     *
     * @param candidates the best first; those that have gone through all folds before the others
     * @param several whether more than one recipe may be taken
     */
    static Blend of(List<Candidate> candidates, boolean several) {
        Candidate best = candidates.getFirst();
        Blend alone = new Blend(List.of(best), best.outputs());
        if (!several || candidates.size() < 2 || !candidates.get(1).isComplete()) return alone;
        Candidate second = candidates.get(1);
        Blend both = new Blend(List.of(best, second), best.outputs().mean(second.outputs()));
        return both.outputs.loss() < best.loss() ? both : alone;
    }

    /** The recipes of the members. */
    List<Recipe> recipes() {
        return members.stream().map(Candidate::recipe).toList();
    }

    /** All their networks. */
    List<Network> networks() {
        return members.stream().flatMap(member -> member.networks().stream()).toList();
    }

    /** The best one's training without the first fold. */
    History history() {
        return members.getFirst().histories().getFirst();
    }

    /**
     * The best one's last epoch, with the loss and score of all rows held out, and the mean of the trainings' losses.
     *
     * @param score without any rows yet
     */
    Epoch end(Metric score) {
        Epoch last = history().last();
        double trainLoss = members.stream()
                .flatMap(member -> member.histories().stream())
                .mapToDouble(history -> history.last().trainLoss())
                .average()
                .orElse(Double.NaN);
        return new Epoch(
                last.number(),
                trainLoss,
                outputs.loss(),
                outputs.score(score),
                last.learningRate(),
                last.rows(),
                last.seconds());
    }
}
