package dev.nn.network;

import dev.nn.initializer.Initializer;
import dev.nn.kernel.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A layer of several branches, each of layers in order, that all read its input; a branch without layers is the input. */
sealed interface Branched extends Layer permits Residual, Concat {
    /** The branches, of which at least one has layers. */
    List<List<Layer>> branches();

    @Override
    default int in() {
        return parts().getFirst().in();
    }

    /** Those of the first branch, then those of the next. */
    @Override
    default List<Layer> parts() {
        List<Layer> all = new ArrayList<>();
        for (List<Layer> branch : branches()) all.addAll(branch);
        return all;
    }

    @Override
    default int parameterCount() {
        return parts().stream().mapToInt(Layer::parameterCount).reduce(0, Math::addExact);
    }

    @Override
    default int parameterIndex(int i) {
        int rest = i;
        for (Layer layer : parts()) {
            if (rest < layer.parameterCount()) return layer.parameterIndex(rest);
            rest -= layer.parameterCount();
        }
        throw new IndexOutOfBoundsException("there are %d parameters, not one number %d".formatted(i - rest, i));
    }

    @Override
    default void initialize(Initializer initializer, RandomGenerator random) {
        for (Layer layer : parts()) layer.initialize(initializer, random);
    }

    @Override
    default List<Operation> operations(int batch, boolean training) {
        List<Operation> all = new ArrayList<>();
        for (Layer layer : parts()) all.addAll(layer.operations(batch, training));
        return all;
    }

    @Override
    default double[] apply(double[] x, double[] parameters) {
        double[][] results = new double[branches().size()][];
        for (int i = 0; i < results.length; i++) {
            results[i] = x;
            for (Layer layer : branches().get(i)) results[i] = layer.apply(results[i], parameters);
        }
        return joined(results);
    }

    @Override
    default double[][] applyTraining(double[][] x, double[] parameters) {
        double[][][] results = new double[branches().size()][][];
        for (int i = 0; i < results.length; i++) {
            results[i] = x;
            for (Layer layer : branches().get(i)) results[i] = layer.applyTraining(results[i], parameters);
        }
        double[][] y = new double[x.length][];
        for (int r = 0; r < y.length; r++) {
            double[][] row = new double[results.length][];
            for (int i = 0; i < row.length; i++) row[i] = results[i][r];
            y[r] = joined(row);
        }
        return y;
    }

    /** The result of a row, from those of the branches. */
    double[] joined(double[][] results);

    /** The layers as they are in use. */
    static List<Layer> inUse(List<Layer> layers) {
        return layers.stream().map(Layer::inUse).toList();
    }

    /** The layers of a branch in one line. */
    static String describe(List<Layer> layers) {
        return String.join(", ", layers.stream().map(Layer::describe).toList());
    }
}
