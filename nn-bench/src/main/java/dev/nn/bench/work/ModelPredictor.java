package dev.nn.bench.work;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;

/** Our prediction: a model with a workspace for one row. */
public final class ModelPredictor implements Predictor {
    private final Model model;
    private final ModelWorkspace workspace;

    public ModelPredictor(Mlp mlp, DenseKernels kernels, Precision precision) {
        model = mlp.network(kernels).freeze(precision);
        workspace = model.newWorkspace(1);
    }

    @Override
    public void predict(float[] row, float[] y) {
        model.predict(row, y, workspace);
    }
}
