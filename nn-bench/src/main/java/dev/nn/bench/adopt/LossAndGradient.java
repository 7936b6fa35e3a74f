package dev.nn.bench.adopt;

/**
 * What a graph library's trainer asks of a classifier: the loss of some nodes and its gradient, for weights that the trainer
 * keeps and changes by itself.
 */
public interface LossAndGradient {
    /** Number of weights: those of each layer, inputs × outputs, then its biases. */
    int weights();

    /**
     * The mean cross-entropy of some nodes.
     *
     * @param weights as they are now
     * @param features of the nodes, one array each
     * @param classes of the nodes
     * @param gradient takes the loss's derivative by each weight
     */
    double evaluate(double[] weights, double[][] features, int[] classes, double[] gradient);
}
