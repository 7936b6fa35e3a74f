package dev.nn.training;

import dev.nn.guard.TrainingClaim;
import dev.nn.network.Network;

/**
 * The average of a network's parameters over the steps of a training, where recent steps count most: a ← d·a + (1 − d)·w. It
 * often predicts better than the parameters of the last step.
 *
 * {@snippet file="dev/nn/snippet/TrainingSnippetsTest.java" region="average" :
 * WeightAverage average = WeightAverage.of(network, 0.99);
 * trainer.listener(average).fit(train);
 * average.apply(); // the network has the average now
 * }
 *
 * <p>The first steps are averaged evenly, so that the start doesn't count: step t has d = min(decay, t/(t + 9)). Izmailov et
 * al.: Averaging weights leads to wider optima and better generalization. UAI 2018; Polyak, Juditsky: Acceleration of
 * stochastic approximation by averaging, 1992. What batch normalisation remembers is not averaged. Checkpoints don't hold
 * the average.
 */
public final class WeightAverage implements TrainingListener {
    private final Network network;
    private final double decay;
    private final float[] average;
    private long steps;

    private WeightAverage(Network network, double decay) {
        this.network = network;
        this.decay = decay;
        this.average = new float[network.trainedLength()];
    }

    /**
     * An average that forgets: a step that was n steps ago counts decayⁿ.
     *
     * @param decay d, in [0, 1)
     */
    public static WeightAverage of(Network network, double decay) {
        if (!(decay >= 0 && decay < 1)) throw new IllegalArgumentException("decay must be in [0, 1), was " + decay);
        return new WeightAverage(network, decay);
    }

    /** @throws IllegalStateException if it is another network that is trained */
    @Override
    public void onStep(int epoch, int step, int ofEpoch, int rows, double loss) {
        if (!TrainingClaim.isMine(network)) {
            throw new IllegalStateException("the average is of another network than the one that is trained");
        }
        double kept = steps == 0 ? 0 : Math.min(decay, steps / (steps + 9.0));
        steps++;
        float share = (float) (1 - kept);
        float[] parameters = network.parameters();
        for (int i = 0; i < average.length; i++) average[i] += share * (parameters[i] - average[i]);
    }

    /**
     * Gives the network the average.
     *
     * @throws IllegalStateException if there was no step
     */
    public void apply() {
        if (steps == 0) throw new IllegalStateException("there is no average before the first step");
        System.arraycopy(average, 0, network.parameters(), 0, average.length);
    }
}
