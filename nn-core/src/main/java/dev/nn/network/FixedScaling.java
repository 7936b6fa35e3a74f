package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import java.util.List;

/**
 * Batch normalisation as it is in use, where what it has remembered is fixed: y = scale ⊙ x + shift, channel by channel.
 *
 * @param pixels of an image
 */
record FixedScaling(int pixels, float[] scales, float[] shifts) implements ParameterFree {
    @Override
    public int in() {
        return pixels * scales.length;
    }

    @Override
    public int out() {
        return in();
    }

    @Override
    public String describe() {
        return "batch norm " + scales.length;
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        double[] y = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            int c = j % scales.length;
            y[j] = x[j] * scales[c] + shifts[c];
        }
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
        float[] zeros = new float[scales.length];
        return new RowOperation(
                this,
                in(),
                2L * scales.length * Float.BYTES,
                (from, to, x, y) -> scale(from, to, shifts, x, y),
                (from, to, x, y, dy, dx) -> scale(from, to, zeros, dy, dx));
    }

    private void scale(int fromRow, int toRow, float[] plus, Rows x, Rows y) {
        BatchNormPass.scale(fromRow, toRow, pixels, 0, scales.length, scales, plus, x, y);
    }
}
