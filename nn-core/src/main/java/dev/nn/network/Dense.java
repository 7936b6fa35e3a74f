package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.WeightLayout;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A fully connected layer: Y = act(X·W + b).
 *
 * @param kernels what computes it
 * @param parameters W and b
 * @param activation act
 */
public record Dense(DenseKernels kernels, Affine parameters, Activation activation) implements AffineLayer {
    @Override
    public int in() {
        return parameters.layout().in();
    }

    @Override
    public int out() {
        return parameters.layout().out();
    }

    @Override
    public String describe() {
        return describe(in(), out(), activation);
    }

    /** What a dense layer is, trained or frozen, in one line. */
    static String describe(int in, int out, Activation activation) {
        return "dense %d→%d %s".formatted(in, out, activation.name());
    }

    /** Draws the weights row by row, whatever their layout, so that a seed gives the same weights for all kernels. */
    @Override
    public void initialize(Initializer initializer, RandomGenerator random) {
        for (int i = 0; i < in(); i++) {
            for (int j = 0; j < out(); j++) parameters.setWeight(i, j, initializer.sample(in(), out(), random));
        }
        for (int j = 0; j < out(); j++) parameters.setBias(j, 0);
    }

    @Override
    public List<Operation> operations(int batch, boolean training) {
        return List.of(new Operation.DenseLayer(batch, parameters.layout(), activation, training));
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new DensePass(this, maxBatch, team, false, null);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new DensePass(this, maxBatch, team, true, parameters.in(gradient));
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return new DensePass(this, maxBatch, team, true, null);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        DenseKernels own = kernels.independent();
        return List.of(new FrozenDense(own, own.freeze(parameters, precision), activation));
    }

    @Override
    public double[] apply(double[] x, double[] values) {
        WeightLayout layout = parameters.layout();
        double[] y = new double[out()];
        for (int j = 0; j < y.length; j++) {
            double z = values[parameters.bias() + j];
            for (int i = 0; i < x.length; i++) z += x[i] * values[parameters.weights() + layout.index(i, j)];
            y[j] = activation.apply(z);
        }
        return y;
    }
}
