package dev.nn.network;

import dev.nn.kernel.Operation;
import dev.nn.kernel.PredictKernels;
import dev.nn.kernel.RowPredictor;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of rows through the dense layers that a small model begins with, without a call per layer: a few one by one, more
 * side by side.
 */
final class SingleRows {
    /** Rows that are computed one by one. */
    private static final int ROWS = 4;

    private final RowPredictor predictor;
    private final PredictKernels kernels;
    private final Operation.RowPrediction operation;
    private final int layers;

    private SingleRows(RowPredictor predictor, PredictKernels kernels, Operation.RowPrediction operation) {
        this.predictor = predictor;
        this.kernels = kernels;
        this.operation = operation;
        this.layers = operation.layers().size();
    }

    /** That of these layers, or null if their kernels know none. */
    static @Nullable SingleRows of(List<FrozenLayer> layers) {
        if (!(layers.getFirst() instanceof FrozenDense first)) return null;
        for (FrozenLayer layer : layers) {
            if (layer.source() != 1 || layer instanceof FrozenAdd || layer instanceof FrozenConcat)
                return null; // it may read what isn't written
        }
        PredictKernels kernels = first.kernels();
        List<Operation.Prediction> dense = new ArrayList<>();
        for (FrozenLayer layer : layers) {
            if (!(layer instanceof FrozenDense next) || !next.kernels().equals(kernels)) break;
            dense.add(new Operation.Prediction(1, next.parameters(), next.activation()));
        }
        Operation.RowPrediction operation = new Operation.RowPrediction(dense);
        RowPredictor predictor = kernels.rowPredictor(operation);
        return predictor == null ? null : new SingleRows(predictor, kernels, operation);
    }

    /** Layers that it computes. */
    int layers() {
        return layers;
    }

    int scratch() {
        return kernels.scratch(operation);
    }

    void prepare() {
        kernels.prepare(operation);
    }

    /** One row, which all its layers read before the last one writes; false if the kernels are not ready. */
    boolean predict(float[] x, int xi, float[] y, int yi, Workspace workspace) {
        return predictor.predict(x, xi, y, yi, workspace);
    }

    /** The same without any memory but the arguments; false if that is not possible. */
    boolean predict(float[] x, int xi, float[] y, int yi) {
        return predictor.predict(x, xi, y, yi);
    }

    /** False if layer after layer is to be computed: that is faster, or the kernels are not ready. */
    boolean predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
        if (toRow - fromRow > ROWS) return predictor.predict(fromRow, toRow, x, y, workspace);
        for (int r = fromRow; r < toRow; r++) {
            if (!predictor.predict(x.data(), x.index(r, 0), y.data(), y.index(r, 0), workspace)) return false;
        }
        return true;
    }
}
