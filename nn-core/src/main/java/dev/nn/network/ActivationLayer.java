package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.activation.Relu;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.List;

/**
 * An activation by itself: y = act(x), behind layers that have none of their own, such as batch normalisation. Dense
 * layers and convolutions compute theirs while the sums are in registers.
 *
 * @param in values per row
 */
public record ActivationLayer(int in, Activation activation) implements ParameterFree {
    @Override
    public int out() {
        return in;
    }

    @Override
    public String describe() {
        return activation.name();
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[in];
        for (int j = 0; j < in; j++) y[j] = activation.apply(x[j]);
        return y;
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return operation().pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return operation().frozen();
    }

    private RowOperation operation() {
        return new RowOperation(this, in, this::values, this::gradients);
    }

    private void values(int fromRow, int toRow, Rows x, Rows y) {
        boolean relu = activation instanceof Relu;
        for (int r = fromRow; r < toRow; r++) {
            int xr = x.index(r, 0), yr = y.index(r, 0);
            if (relu) relu(x.data(), xr, y.data(), yr, in);
            else for (int j = 0; j < in; j++) y.data()[yr + j] = (float) activation.apply(x.data()[xr + j]);
        }
    }

    /** By itself, for the compiler to vectorise. */
    private static void relu(float[] x, int xi, float[] y, int yi, int n) {
        for (int j = 0; j < n; j++) y[yi + j] = Math.max(x[xi + j], 0f);
    }

    private void gradients(int fromRow, int toRow, Rows x, Rows y, Rows dy, Rows dx) {
        Rows saved = activation.saved() == Saved.INPUT ? x : y;
        boolean relu = activation instanceof Relu;
        for (int r = fromRow; r < toRow; r++) {
            int s = saved.index(r, 0), dyr = dy.index(r, 0), dxr = dx.index(r, 0);
            for (int j = 0; j < in; j++) {
                float value = saved.data()[s + j];
                float slope = relu ? (value > 0 ? 1f : 0f) : (float) activation.derivativeFromSaved(value);
                dx.data()[dxr + j] = dy.data()[dyr + j] * slope;
            }
        }
    }
}
