package dev.nn.bench.work;

import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.network.Network;
import dev.nn.network.Pass;

/** Our prediction: a pass for one row. */
public final class PassPredictor implements Predictor {
    private final Pass pass;
    private final Rows x;

    public PassPredictor(Mlp mlp, DenseKernels kernels) {
        Network network = mlp.network(kernels);
        pass = network.newPass(1);
        x = Rows.allocate(1, mlp.in());
    }

    @Override
    public void predict(float[] row, float[] y) {
        System.arraycopy(row, 0, x.data(), x.offset(), row.length);
        Rows result = pass.forward(1, x);
        System.arraycopy(result.data(), result.offset(), y, 0, y.length);
    }
}
