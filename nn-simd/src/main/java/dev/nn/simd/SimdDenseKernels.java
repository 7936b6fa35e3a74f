package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.activation.Identity;
import dev.nn.activation.Relu;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import java.util.Arrays;

/**
 * The dense layer on vectors: each operation in terms of the products and epilogues of this package.
 *
 * <p>Every sum runs in the order of its index with one rounding per multiply-add, whatever the tile, block, range or
 * vector width; so results have the same bits for 128, 256 and 512 bits and for any number of threads.
 */
final class SimdDenseKernels implements DenseKernels {
    @Override
    public String name() {
        return "simd-" + VectorShape.FLOATS.vectorBitSize();
    }

    @Override
    public WeightLayout weightLayout(int in, int out) {
        return new PanelLayout(in, out);
    }

    @Override
    public int scratch(int batch, WeightLayout layout) {
        int products =
                Math.max(ForwardProduct.scratch(), Math.max(WeightsProduct.scratch(batch), InputProduct.scratch()));
        return Math.max(products, ActivationEpilogues.SCRATCH);
    }

    /** ReLU is fused into the tile; other activations follow in a pass over rows that are still in cache. */
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
        PanelLayout layout = (PanelLayout) parameters.layout();
        float[] scratch = workspace.scratch();
        boolean relu = activation instanceof Relu;
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        ForwardProduct.multiply(fromRow, toRow, x, layout, parameters, sums, relu, scratch);
        if (relu || activation instanceof Identity) return;
        for (int r = fromRow; r < toRow; r++) {
            ActivationEpilogues.forward(
                    activation, sums.data(), sums.index(r, 0), y.data(), y.index(r, 0), layout.out(), scratch, 0);
        }
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
        int bias = gradient.bias() + fromColumn, columns = toColumn - fromColumn;
        Arrays.fill(db, bias, bias + columns, 0f);
        for (int r = 0; r < batch; r++) {
            ActivationEpilogues.backward(
                    activation,
                    dy.data(),
                    dy.index(r, fromColumn),
                    saved.data(),
                    saved.index(r, fromColumn),
                    dz.data(),
                    dz.index(r, fromColumn),
                    db,
                    bias,
                    columns,
                    workspace.scratch(),
                    0);
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
        PanelLayout layout = (PanelLayout) gradient.layout();
        WeightsProduct.multiply(batch, fromRow, toRow, x, dz, layout, gradient, accumulate, workspace.scratch());
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        InputProduct.multiply(batch, fromColumn, toColumn, dz, layout, parameters, dx, workspace.scratch());
    }

    @Override
    public double softmaxCrossEntropy(
            int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, Workspace workspace) {
        return SimdSoftmax.crossEntropy(fromRow, toRow, classes, z, labels, scale, dz, workspace.scratch());
    }

    @Override
    public double binaryCrossEntropy(
            int batch, int outputs, Rows z, Rows target, float scale, Rows dz, Workspace workspace) {
        return SimdBinaryCrossEntropy.evaluate(batch, outputs, z, target, scale, dz, workspace.scratch());
    }

    @Override
    public int lossScratch(int classes) {
        return Math.max(SimdSoftmax.SCRATCH, SimdBinaryCrossEntropy.SCRATCH);
    }

    @Override
    public void warmUp(int batch, WeightLayout layout, Activation activation, boolean training) {
        LayerWarmUp.run(this, batch, (PanelLayout) layout, activation, training);
    }

    @Override
    public void warmUpSoftmax(int classes) {
        SoftmaxWarmUp.run(classes);
    }

    @Override
    public void warmUpBinaryCrossEntropy() {
        BinaryCrossEntropyWarmUp.run();
    }
}
