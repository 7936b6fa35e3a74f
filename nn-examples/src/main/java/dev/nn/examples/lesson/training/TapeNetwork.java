package dev.nn.examples.lesson.training;

import dev.nn.examples.lesson.desk.Samples;
import dev.nn.examples.lesson.training.Tape.Value;
import dev.nn.network.Dense;
import dev.nn.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network of dense layers whose forward pass is written on a tape, so that nobody has to work out its gradient. */
final class TapeNetwork {
    private final Network network;
    private final Tape tape = new Tape();
    private final List<Value[]> parameters = new ArrayList<>();

    private TapeNetwork(Network network) {
        this.network = network;
        for (int l = 0; l < network.layers().size(); l++) {
            parameters.add(numbers(Samples.widened(network.layerParameters(l))));
        }
    }

    /** Gradients and what they took. */
    record Result(double[][] gradients, int length) {}

    /** The gradients of ½ Σ (y − t)², a mean over the samples: an array per layer, weights row by row, then the bias. */
    static Result gradients(Network network, Samples samples) {
        double[][] x = Samples.widened(samples.x()), t = Samples.widened(samples.t());
        TapeNetwork written = new TapeNetwork(network);
        Value sum = written.tape.input(0);
        for (int s = 0; s < x.length; s++) sum = written.tape.plus(sum, written.loss(x[s], t[s]));
        double[] slopes = written.tape.slopes(written.tape.times(sum, written.tape.input(1.0 / x.length)));
        double[][] gradients = written.parameters.stream()
                .map(layer -> Arrays.stream(layer)
                        .mapToDouble(parameter -> slopes[parameter.place()])
                        .toArray())
                .toArray(double[][]::new);
        return new Result(gradients, written.tape.length());
    }

    /** ½ Σ (y − t)² of one sample. */
    private Value loss(double[] x, double[] t) {
        Value[] y = numbers(x);
        for (int l = 0; l < parameters.size(); l++)
            y = layer((Dense) network.layers().get(l), parameters.get(l), y);
        Value sum = tape.input(0), half = tape.input(0.5);
        for (int j = 0; j < y.length; j++) {
            Value off = tape.minus(y[j], tape.input(t[j]));
            sum = tape.plus(sum, tape.times(half, tape.times(off, off)));
        }
        return sum;
    }

    /** f(x·W + b), as one would compute it; nothing here says how to go back. */
    // @start region="layer"
    private Value[] layer(Dense layer, Value[] w, Value[] x) {
        Value[] y = new Value[layer.out()];
        for (int j = 0; j < y.length; j++) {
            Value z = w[x.length * y.length + j]; // the bias
            for (int i = 0; i < x.length; i++) z = tape.plus(z, tape.times(x[i], w[i * y.length + j]));
            y[j] = tape.apply(layer.activation(), z);
        }
        return y;
    }
    // @end

    private Value[] numbers(double[] values) {
        return Arrays.stream(values).mapToObj(tape::input).toArray(Value[]::new);
    }
}
