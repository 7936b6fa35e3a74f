package dev.nn.spark;

import dev.nn.activation.Sigmoid;
import dev.nn.kernel.Precision;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.network.Softmax;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A frozen network for scoring, broadcast as a file's bytes; every executor makes its own {@link Model} of them, once. */
final class ScorerModel implements Serializable {
    @Serial
    private static final long serialVersionUID = 1;

    private final byte[] bytes;
    private final Precision precision;
    private final boolean classifier;

    @SuppressWarnings("serial") // Not sent: every executor makes its own.
    private transient @Nullable Model model;

    private transient boolean logits;
    private transient boolean logarithms;

    ScorerModel(byte[] bytes, Precision precision, boolean classifier) {
        this.bytes = bytes;
        this.precision = precision;
        this.classifier = classifier;
    }

    /** This executor's model. */
    synchronized Model model() {
        Model here = model;
        if (here == null) {
            Network network = Plan.network(bytes);
            Layer last = network.layers().getLast();
            logarithms = last instanceof Softmax softmax && softmax.log();
            logits = !(last instanceof Softmax)
                    && !(last instanceof Dense dense && dense.activation() instanceof Sigmoid);
            here = network.freeze(precision);
            model = here;
        }
        return here;
    }

    boolean isClassifier() {
        return classifier;
    }

    /** The probabilities of a row's classes. */
    double[] probabilities(double[] y) {
        if (y.length == 1) {
            double p = logits ? 1 / (1 + Math.exp(-y[0])) : y[0];
            return new double[] {1 - p, p};
        }
        if (!logits && !logarithms) return y;
        double logSum = logits ? dev.nn.loss.Softmax.logSumExp(y) : 0;
        double[] p = new double[y.length];
        for (int j = 0; j < p.length; j++) p[j] = Math.exp(y[j] - logSum);
        return p;
    }
}
