package dev.nn.bench.work;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Model;
import dev.nn.network.ModelWorkspace;

/** Our prediction: a model with a workspace for one row. */
public final class ModelPredictor implements Predictor {
    private final Model model;
    private final ModelWorkspace workspace;

    public ModelPredictor(KnownNetwork network, DenseKernels kernels, Precision precision) {
        this(network.network(kernels).freeze(precision));
    }

    private ModelPredictor(Model model) {
        this.model = model;
        this.workspace = model.newWorkspace(1);
    }

    /** One that predicts at once, as a program would make it whose first prediction is waited for. */
    public static ModelPredictor quickStart(KnownNetwork network) {
        return new ModelPredictor(Model.quickStart(network.network(new ScalarDenseKernels()), Precision.F32));
    }

    @Override
    public void predict(float[] row, float[] y) {
        model.predict(row, y, workspace);
    }
}
