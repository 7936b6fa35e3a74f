package dev.nn.spark;

import dev.nn.activation.Sigmoid;
import dev.nn.kernel.Precision;
import dev.nn.network.Dense;
import dev.nn.network.Layer;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.network.Softmax;
import java.io.Serial;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A frozen network for scoring, broadcast as a file's bytes; every executor makes its own {@link Model} of them, once. */
final class ScorerModel implements RowAnswer {
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
            Network network = NetworkBytes.network(bytes);
            Layer last = network.layers().getLast();
            logarithms = last instanceof Softmax softmax && softmax.log();
            logits = !(last instanceof Softmax)
                    && !(last instanceof Dense dense && dense.activation() instanceof Sigmoid);
            here = network.freeze(precision);
            model = here;
        }
        return here;
    }

    @Override
    public Object[] of(double[] outputs) {
        if (!classifier) return new Object[] {outputs.length == 1 ? (Object) outputs[0] : outputs};
        double[] probabilities = probabilities(outputs);
        return new Object[] {(double) largest(probabilities), probabilities};
    }

    /** The first of the largest; −1 if any is NaN. */
    private static int largest(double[] values) {
        if (Arrays.stream(values).anyMatch(Double::isNaN)) return -1;
        int largest = 0;
        for (int j = 1; j < values.length; j++) {
            if (values[j] > values[largest]) largest = j;
        }
        return largest;
    }

    /** The probabilities of a row's classes. */
    private double[] probabilities(double[] y) {
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
