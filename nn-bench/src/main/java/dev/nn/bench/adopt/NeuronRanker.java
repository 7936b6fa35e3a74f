package dev.nn.bench.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A ranking network as an object graph, as learning-to-rank libraries have written it since RankNet (Burges et al. 2005):
 * neurons hold lists of the synapses that lead to them, everything is a double, and the activation is the logistic
 * function, in the last neuron too.
 */
public final class NeuronRanker implements DocumentScorer {
    private final List<List<Neuron>> layers = new ArrayList<>();

    private static final class Neuron {
        private final List<Synapse> in = new ArrayList<>();
        private double bias;
        private double output;

        private void fire() {
            double sum = bias;
            for (Synapse synapse : in) sum += synapse.from.output * synapse.weight;
            output = 1 / (1 + Math.exp(-sum));
        }
    }

    private record Synapse(Neuron from, double weight) {}

    /**
     * A network with random weights.
     *
     * @param widths of its layers, from the features to the score
     */
    public NeuronRanker(long seed, int... widths) {
        Random random = new Random(seed);
        List<Neuron> before = List.of();
        for (int width : widths) {
            List<Neuron> layer = new ArrayList<>();
            for (int j = 0; j < width; j++) {
                Neuron neuron = new Neuron();
                for (Neuron from : before) neuron.in.add(new Synapse(from, 0.3 * random.nextGaussian()));
                neuron.bias = 0.1 * random.nextGaussian();
                layer.add(neuron);
            }
            layers.add(layer);
            before = layer;
        }
    }

    @Override
    public double score(float[] features) {
        List<Neuron> inputs = layers.getFirst();
        for (int i = 0; i < features.length; i++) inputs.get(i).output = features[i];
        for (int l = 1; l < layers.size(); l++) {
            for (Neuron neuron : layers.get(l)) neuron.fire();
        }
        return layers.getLast().getFirst().output;
    }

    /** Layers with weights. */
    public int depth() {
        return layers.size() - 1;
    }

    /** Neurons of a layer; layer 0 has the features. */
    public int width(int layer) {
        return layers.get(layer).size();
    }

    /** The weight from neuron {@code i} of the layer before to neuron {@code j} of a layer, counted from 1. */
    public double weight(int layer, int i, int j) {
        return layers.get(layer).get(j).in.get(i).weight;
    }

    /** The bias of neuron {@code j} of a layer, counted from 1. */
    public double bias(int layer, int j) {
        return layers.get(layer).get(j).bias;
    }
}
