package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import java.util.Arrays;

/**
 * The dense layer as plain loops: the definition of every operation, and the fallback where no faster kernels run.
 *
 * <p>Weights are row-major, sums run over k from first to last in float with separate multiplication and addition
 * ({@code Math.fma} is hundreds of times slower on hardware without it). The innermost loops run along a row of W, so
 * that the JIT compiler can vectorise what it likes.
 */
public final class ScalarDenseKernels implements DenseKernels {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public WeightLayout weightLayout(int in, int out) {
        return WeightLayout.rowMajor(in, out);
    }

    @Override
    public int scratch(Operation operation) {
        return operation instanceof Operation.Convolution layer ? convolution().scratch(layer.shape()) : 0;
    }

    @Override
    public void forward(
            int fromRow,
            int toRow,
            Rows x,
            Affine parameters,
            Activation activation,
            Rows z,
            Rows y,
            Workspace workspace) {
        WeightLayout layout = parameters.layout();
        int in = layout.in(), out = layout.out();
        float[] w = parameters.data();
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        for (int r = fromRow; r < toRow; r++) {
            int s = sums.index(r, 0);
            System.arraycopy(w, parameters.bias(), sums.data(), s, out);
            int xr = x.index(r, 0);
            for (int k = 0; k < in; k++) {
                addScaled(x.data()[xr + k], w, parameters.weights() + layout.index(k, 0), sums.data(), s, out);
            }
            int yr = y.index(r, 0);
            for (int j = 0; j < out; j++) y.data()[yr + j] = (float) activation.apply(sums.data()[s + j]);
        }
    }

    @Override
    public FrozenAffine freeze(Affine parameters, Precision precision) {
        return precision == Precision.BF16 ? new FrozenHalves(parameters) : FrozenFloats.copyOf(parameters, precision);
    }

    @Override
    public void predict(
            int fromRow,
            int toRow,
            Rows x,
            FrozenAffine parameters,
            Activation activation,
            Rows y,
            Workspace workspace) {
        if (parameters instanceof FrozenHalves halves) halves.predict(fromRow, toRow, x, activation, y);
        else DenseKernels.super.predict(fromRow, toRow, x, parameters, activation, y, workspace);
    }

    @Override
    public void backwardActivation(
            int batch,
            int fromColumn,
            int toColumn,
            Activation activation,
            Rows dy,
            Rows saved,
            Rows dz,
            Affine gradient,
            Workspace workspace) {
        float[] db = gradient.data();
        int bias = gradient.bias();
        for (int j = fromColumn; j < toColumn; j++) db[bias + j] = 0;
        for (int r = 0; r < batch; r++) {
            int dyr = dy.index(r, 0), savedr = saved.index(r, 0), dzr = dz.index(r, 0);
            for (int j = fromColumn; j < toColumn; j++) {
                float slope = (float) activation.derivativeFromSaved(saved.data()[savedr + j]);
                float value = dy.data()[dyr + j] * slope;
                dz.data()[dzr + j] = value;
                db[bias + j] += value;
            }
        }
    }

    @Override
    public void backwardWeights(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            Affine gradient,
            boolean accumulate,
            Workspace workspace) {
        WeightLayout layout = gradient.layout();
        int out = layout.out();
        float[] dw = gradient.data();
        for (int i = fromRow; i < toRow; i++) {
            int row = gradient.weights() + layout.index(i, 0);
            if (!accumulate) Arrays.fill(dw, row, row + out, 0f);
            for (int r = 0; r < batch; r++) addScaled(x.data()[x.index(r, i)], dz.data(), dz.index(r, 0), dw, row, out);
        }
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        WeightLayout layout = parameters.layout();
        int out = layout.out();
        float[] w = parameters.data();
        for (int r = 0; r < batch; r++) {
            int dzr = dz.index(r, 0), dxr = dx.index(r, 0);
            for (int i = fromColumn; i < toColumn; i++) {
                dx.data()[dxr + i] = dot(dz.data(), dzr, w, parameters.weights() + layout.index(i, 0), out);
            }
        }
    }

    /** target += a · source, over n floats. */
    private static void addScaled(float a, float[] source, int s, float[] target, int t, int n) {
        for (int j = 0; j < n; j++) target[t + j] += a * source[s + j];
    }

    private static float dot(float[] a, int ai, float[] b, int bi, int n) {
        float sum = 0;
        for (int k = 0; k < n; k++) sum += a[ai + k] * b[bi + k];
        return sum;
    }
}
