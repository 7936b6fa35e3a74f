package dev.nn.training;

import dev.nn.kernel.Affine;
import dev.nn.network.Convolution;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Network;
import dev.nn.network.Team;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The L1 penalty's part of a step, after the optimiser's: every weight moves towards zero by the same amount, and stays
 * there once it has arrived.
 *
 * <pre>
 * w ← sign(w) · max(|w| − ηλ, 0)
 * </pre>
 *
 * <p>This is the proximal step of λ·Σ|w| (Duchi, Singer: Efficient online and batch learning using forward backward
 * splitting. JMLR 10, 2009). Weights of dense layers and convolutions shrink; biases and what normalises don't. A
 * weight's place in memory doesn't matter, so kernels' padding, which is zero, stays zero.
 */
final class WeightShrinkage {
    private final float[] parameters;

    /** From where to where the weights of each layer stand. */
    private final int[] from, to;

    private final Team team;
    private final Team.Operation shrink = this::shrinkPart;
    private float amount;

    /** @param frozen indices of layers that stay as they are */
    WeightShrinkage(Network network, BitSet frozen, Team team) {
        this.parameters = network.parameters();
        this.team = team;
        List<Affine> affine = new ArrayList<>();
        for (int l = 0; l < network.layers().size(); l++) {
            if (!frozen.get(l)) collect(List.of(network.layers().get(l)), affine);
        }
        from = affine.stream().mapToInt(Affine::weights).toArray();
        to = affine.stream()
                .mapToInt(each -> each.weights() + each.layout().size())
                .toArray();
    }

    private static void collect(List<Layer> layers, List<Affine> found) {
        for (Layer layer : layers) {
            if (layer instanceof Dense dense) found.add(dense.parameters());
            if (layer instanceof Convolution convolution) found.add(convolution.parameters());
            collect(layer.parts(), found);
        }
    }

    /** Takes {@code by} off the absolute value of every weight; allocates nothing. */
    void shrink(double by) {
        amount = (float) by;
        team.run(shrink);
    }

    private void shrinkPart(int part, int parts) {
        for (int l = 0; l < from.length; l++) {
            int length = to[l] - from[l];
            int begin = (int) ((long) length * part / parts), end = (int) ((long) length * (part + 1) / parts);
            shrink(from[l] + begin, from[l] + end);
        }
    }

    private void shrink(int begin, int end) {
        float by = amount;
        for (int i = begin; i < end; i++) {
            float w = parameters[i];
            // Between −by and by the difference is w itself; what is no number stays none, and is found.
            parameters[i] = w - Math.max(-by, Math.min(by, w));
        }
    }
}
