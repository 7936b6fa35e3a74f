package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.activation.Relu;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.RowPredictor;
import dev.nn.kernel.Rows;
import dev.nn.kernel.TrainingKernels;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import dev.nn.simd.chain.DenseChain;
import dev.nn.simd.function.ByteScaling;
import dev.nn.simd.function.Epilogues;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.jvm.Uncompiled;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.lane.PanelLanes;
import dev.nn.simd.lane.VectorLanes;
import dev.nn.simd.plain.PanelKernels;
import dev.nn.simd.plain.PlainActivations;
import dev.nn.simd.plain.PlainDenseKernels;
import dev.nn.simd.plain.PlainLanes;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.ChainShape;
import dev.nn.simd.product.ForwardProduct;
import dev.nn.simd.product.HalfPanels;
import dev.nn.simd.product.HalfProduct;
import dev.nn.simd.product.InputWay;
import dev.nn.simd.product.NarrowLayout;
import dev.nn.simd.product.NarrowProducts;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.WeightsProduct;
import dev.nn.simd.warmup.BinaryCrossEntropyWarmUp;
import dev.nn.simd.warmup.ConvolutionWarmUp;
import dev.nn.simd.warmup.LaneWarmUp;
import dev.nn.simd.warmup.LayerWarmUp;
import dev.nn.simd.warmup.MaxPoolWarmUp;
import dev.nn.simd.warmup.PredictWarmUp;
import dev.nn.simd.warmup.SoftmaxWarmUp;
import org.jspecify.annotations.Nullable;

/**
 * The dense layer on vectors: each operation in terms of the products and functions of the rooms below.
 *
 * <p>The order of a sum is that of its index, or, in dot products, sixteen sums and a tree, whatever the tile, block, range or
 * vector width; so results have the same bits for 128, 256 and 512 bits and for any number of threads.
 */
final class SimdDenseKernels extends PanelKernels {
    /** In place of what this JVM doesn't {@linkplain Uncompiled compile}. */
    private final PlainDenseKernels plain = new PlainDenseKernels();

    private final TrainingKernels training = new SimdTrainingKernels();

    private final ConvolutionKernels convolution = new SimdConvolutionKernels();

    private final LaneKernels lanes = new PanelLanes(new VectorLanes(), new PlainLanes());

    @Override
    public String name() {
        return "simd-" + VectorWidth.BITS;
    }

    @Override
    public ConvolutionKernels convolution() {
        return convolution;
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
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        boolean relu = activation instanceof Relu;
        int out = parameters.layout().out();
        if (Uncompiled.contains(Family.FORWARD, parameters.layout().getClass())) {
            plain.forward(fromRow, toRow, x, parameters, Activation.IDENTITY, sums, sums, workspace);
            activate(fromRow, toRow, activation, out, sums, y, workspace.scratch());
            return;
        }
        for (int r = fromRow; r < toRow; r += Blocking.MC) {
            int end = Math.min(toRow, r + Blocking.MC);
            switch (parameters.layout()) {
                case NarrowLayout narrow -> NarrowProducts.forward(r, end, x, parameters, sums, relu, workspace);
                case PanelLayout panel ->
                    ForwardProduct.multiply(r, end, x, parameters, sums, relu, TileFrame.of(workspace));
                default -> throw foreign(parameters.layout());
            }
            if (!relu) activate(r, end, activation, out, sums, y, workspace.scratch());
        }
    }

    /** What follows the product, but for ReLU, which is part of its tiles. */
    private void activate(int fromRow, int toRow, Activation activation, int out, Rows z, Rows y, float[] scratch) {
        if (!Uncompiled.contains(Family.ACTIVATION, activation.getClass())) {
            Epilogues.forward(fromRow, toRow, activation, out, z, y, scratch);
            return;
        }
        for (int r = fromRow; r < toRow; r++) {
            PlainActivations.forward(activation, z.data(), z.index(r, 0), y.data(), y.index(r, 0), out);
        }
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
        if (!(parameters instanceof HalfPanels panels)) {
            super.predict(fromRow, toRow, x, parameters, activation, y, workspace);
            return;
        }
        if (Uncompiled.contains(Family.FORWARD, HalfPanels.class)) {
            plain.predict(fromRow, toRow, x, parameters, Activation.IDENTITY, y, workspace);
            activate(fromRow, toRow, activation, panels.out(), y, y, workspace.scratch());
            return;
        }
        boolean relu = activation instanceof Relu;
        float[] scratch = workspace.scratch();
        for (int r = fromRow; r < toRow; r += Blocking.MC) {
            int end = Math.min(toRow, r + Blocking.MC);
            HalfProduct.multiply(r, end, x, panels, y, relu, TileFrame.of(workspace));
            if (!relu) activate(r, end, activation, panels.out(), y, y, scratch);
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
        if (Uncompiled.contains(Family.ACTIVATION_GRADIENT, activation.getClass())) {
            plain.backwardActivation(batch, fromColumn, toColumn, activation, dy, saved, dz, gradient, workspace);
            return;
        }
        GradientFrame f = GradientFrame.of(workspace)
                .matrices(dy, saved, dz)
                .columns(fromColumn, toColumn, gradient.data(), gradient.bias() + fromColumn);
        Epilogues.backward(batch, gradient.layout().out(), activation, f, workspace.scratch());
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
        if (Uncompiled.contains(Family.WEIGHTS, gradient.layout().getClass())) {
            plain.backwardWeights(batch, fromRow, toRow, x, dz, gradient, accumulate, workspace);
            return;
        }
        if (gradient.layout() instanceof NarrowLayout) {
            TileFrame f = TileFrame.of(workspace);
            NarrowProducts.weights(batch, fromRow, toRow, x, dz, gradient, accumulate, f);
        } else {
            WeightsProduct.of(workspace).multiply(batch, fromRow, toRow, x, dz, gradient, accumulate);
        }
    }

    @Override
    public void backwardWeightsUpdate(
            int batch,
            int fromRow,
            int toRow,
            Rows x,
            Rows dz,
            Affine parameters,
            Affine gradient,
            OptimizerState state,
            Workspace workspace) {
        boolean done = parameters.layout() instanceof PanelLayout
                && !Uncompiled.contains(Family.WEIGHTS, PanelLayout.class)
                && WeightsProduct.of(workspace)
                        .multiplyUpdate(batch, fromRow, toRow, x, dz, gradient, state, parameters.data());
        if (!done) {
            super.backwardWeightsUpdate(batch, fromRow, toRow, x, dz, parameters, gradient, state, workspace);
        }
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        InputWay way = InputWay.of(batch, parameters.layout());
        if (Uncompiled.contains(Family.INPUT, way)) {
            plain.backwardInput(batch, fromColumn, toColumn, dz, parameters, dx, workspace);
            return;
        }
        way.multiply(batch, fromColumn, toColumn, dz, parameters, dx, workspace);
    }

    @Override
    public TrainingKernels training() {
        return training;
    }

    @Override
    public LaneKernels lanes() {
        return lanes;
    }

    @Override
    public @Nullable RowPredictor rowPredictor(Operation.RowPrediction operation) {
        return ChainShape.isSmall(operation) ? new DenseChain(operation) : null;
    }

    @Override
    public int prepare(Operation operation) {
        switch (operation) {
            case Operation.DenseLayer layer -> LayerWarmUp.run(this, layer);
            case Operation.DenseLanes layer -> LaneWarmUp.run(lanes, layer);
            case Operation.Convolution layer ->
                convolution().warmUp(layer.shape(), layer.activation(), layer.training());
            case Operation.ConvolutionPrediction layer -> {
                convolution().warmUp(layer.shape(), layer.activation(), false);
                if (layer.parameters().precision() == Precision.BF16) ConvolutionWarmUp.halves();
            }
            case Operation.MaxPooling pooling -> MaxPoolWarmUp.run(pooling.channels());
            case Operation.Prediction prediction -> PredictWarmUp.run(this, prediction);
            case Operation.RowPrediction row -> DenseChain.warmUp();
            case Operation.SoftmaxCrossEntropy softmax -> SoftmaxWarmUp.run(softmax.classes());
            case Operation.BinaryCrossEntropy binary -> BinaryCrossEntropyWarmUp.run();
            case Operation.ByteScaling bytes -> ByteScaling.warmUp();
        }
        return scratch(operation);
    }
}
