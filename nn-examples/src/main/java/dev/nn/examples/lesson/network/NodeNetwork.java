package dev.nn.examples.lesson.network;

import dev.nn.activation.Activation;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * A network as it is drawn on a blackboard: layers of nodes, each with weights, a bias and an activation of its own.
 *
 * @param layers from the input's side on
 */
record NodeNetwork(List<NodeLayer> layers) {
    /**
     * One circle on the blackboard: y = act(w · x + b).
     *
     * @param weights one for each input
     * @param bias b
     * @param activation act
     */
    record Node(float[] weights, float bias, Activation activation) {
        // @start region="fire"
        float fire(float[] x) {
            float sum = bias;
            for (int i = 0; i < x.length; i++) sum += weights[i] * x[i];
            return (float) activation.apply(sum);
            // @end
        }
    }

    /**
     * Nodes that all look at the same inputs.
     *
     * @param nodes one for each output
     */
    record NodeLayer(List<Node> nodes) {
        float[] fire(float[] x) {
            float[] y = new float[nodes.size()];
            for (int j = 0; j < y.length; j++) y[j] = nodes.get(j).fire(x);
            return y;
        }
    }

    /** The outputs for one row of inputs: each layer looks at what the one before has fired. */
    float[] fire(float[] x) {
        float[] y = x;
        for (NodeLayer layer : layers) y = layer.fire(y);
        return y;
    }

    /** The same weights as in a network of the library, taken apart: column j of W belongs to node j. */
    static NodeNetwork of(Network network) {
        List<NodeLayer> layers = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            Dense dense = (Dense) network.layers().get(l);
            float[] values = network.layerParameters(l);
            List<Node> nodes = new ArrayList<>();
            for (int j = 0; j < dense.out(); j++) {
                float[] weights = new float[dense.in()];
                for (int i = 0; i < weights.length; i++) weights[i] = values[i * dense.out() + j];
                nodes.add(new Node(weights, values[dense.in() * dense.out() + j], dense.activation()));
            }
            layers.add(new NodeLayer(nodes));
        }
        return new NodeNetwork(layers);
    }
}
