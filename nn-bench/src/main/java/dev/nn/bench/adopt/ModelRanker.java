package dev.nn.bench.adopt;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import java.util.ArrayDeque;

/**
 * The same scorer on nn, for any number of threads: a frozen model with a pool of workspaces.
 *
 * <p>The library goes on calling {@link #score(float[])} for each document. Where it has the list of a query, {@link
 * #scores} is several times faster.
 */
public final class ModelRanker implements DocumentScorer {
    private static final int BATCH = 128;

    private final Model model;

    /** Workspaces that nobody uses; a stack, so that those in a core's cache are used first. */
    private final ArrayDeque<Desk> idle = new ArrayDeque<>();

    /** What one call needs; calls that run at the same time have different ones. */
    private record Desk(ModelWorkspace workspace, float[] score) {}

    private ModelRanker(Model model) {
        this.model = model;
    }

    /** Takes over the weights of a network of neurons. */
    public static ModelRanker of(NeuronRanker ranker) {
        NetworkBuilder layers = Network.input(ranker.width(0));
        for (int l = 1; l <= ranker.depth(); l++) layers = layers.dense(ranker.width(l), Activation.SIGMOID);
        Network network = layers.build(Initializer.he(), 0);
        for (int l = 1; l <= ranker.depth(); l++) {
            int in = ranker.width(l - 1), out = ranker.width(l);
            float[] parameters = new float[in * out + out];
            for (int j = 0; j < out; j++) {
                for (int i = 0; i < in; i++) parameters[i * out + j] = (float) ranker.weight(l, i, j);
                parameters[in * out + j] = (float) ranker.bias(l, j);
            }
            network.setLayerParameters(l - 1, parameters);
        }
        return new ModelRanker(network.freeze());
    }

    @Override
    public double score(float[] features) {
        Desk desk = take();
        model.predict(features, desk.score, desk.workspace);
        double score = desk.score[0];
        put(desk);
        return score;
    }

    /**
     * Scores the documents of a query.
     *
     * @param features one document after the other
     * @param scores one for each document
     */
    public void scores(float[] features, float[] scores) {
        Desk desk = take();
        for (int from = 0; from < scores.length; from += BATCH) {
            int count = Math.min(BATCH, scores.length - from);
            model.predict(count, features, from * model.in(), scores, from, desk.workspace);
        }
        put(desk);
    }

    private Desk take() {
        synchronized (idle) {
            Desk desk = idle.poll();
            if (desk != null) return desk;
        }
        return new Desk(model.newWorkspace(BATCH), new float[1]);
    }

    private void put(Desk desk) {
        synchronized (idle) {
            idle.push(desk);
        }
    }
}
