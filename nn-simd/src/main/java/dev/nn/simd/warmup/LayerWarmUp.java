package dev.nn.simd.warmup;

import dev.nn.activation.Activation;
import dev.nn.activation.Relu;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.Epilogues;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.InputWay;
import dev.nn.simd.product.StandIn;
import dev.nn.simd.product.StandIns;
import dev.nn.simd.product.TileFrame;

/** The warm-up of one dense layer: each of its three products on the stand-in shape that the product names. */
public final class LayerWarmUp {
    private LayerWarmUp() {}

    /** An operation on a stand-in shape; two layers with equal keys use the same compiled code. */
    private record Key(String operation, StandIn shape, Activation activation) {}

    public static void run(DenseKernels kernels, Operation.DenseLayer layer) {
        int batch = layer.batch();
        WeightLayout layout = layer.layout();
        Activation activation = layer.activation();
        Job forward = new Job(kernels, StandIns.forward(batch, layout), activation);
        WarmUp.once(forward.key("forward"), forward::forward, forward::judgeForward);
        if (!layer.training()) return;
        Job weights = new Job(kernels, StandIns.weights(batch, layout), activation);
        WarmUp.once(weights.key("backwardWeights"), weights::backward, weights::judgeBackward);
        InputWay way = InputWay.of(batch, layout);
        Job input = new Job(kernels, way.standIn(batch, layout), activation);
        WarmUp.once(input.key("backwardInput " + way), () -> input.backwardInput(way), Family.INPUT, way);
    }

    /** The activation, if it is part of the product's tiles; else none. */
    static Activation inTheProduct(Activation activation) {
        return activation instanceof Relu ? activation : Activation.IDENTITY;
    }

    /** The operations on one stand-in shape, on zeros. */
    private static final class Job {
        private final DenseKernels kernels;
        private final StandIn shape;
        private final int batch;
        private final Activation activation;
        private final Affine parameters;
        private final Rows x;
        private final Rows z;
        private final Rows y;
        private final Workspace workspace;

        Job(DenseKernels kernels, StandIn shape, Activation activation) {
            this.kernels = kernels;
            this.shape = shape;
            this.batch = shape.batch();
            this.activation = activation;
            this.parameters = Affine.allocate(kernels.weightLayout(shape.in(), shape.out()));
            this.x = Rows.allocate(batch, shape.in());
            this.z = Rows.allocate(batch, shape.out());
            this.y = Rows.allocate(batch, shape.out());
            WeightLayout layout = parameters.layout();
            int floats = kernels.scratch(new Operation.DenseLayer(batch, layout, activation, true));
            this.workspace = new Workspace().reserve(floats);
        }

        Key key(String operation) {
            return new Key(operation, shape, activation);
        }

        void forward() {
            forward(activation);
        }

        private void forward(Activation activation) {
            kernels.forward(0, batch, x, parameters, activation, z, y, workspace);
        }

        /** Finds out whether it is the product that isn't compiled, or the activation. */
        void judgeForward() {
            Object layout = parameters.layout().getClass();
            WarmUp.judge(() -> forward(inTheProduct(activation)), Family.FORWARD, layout);
            Runnable epilogue = () -> Epilogues.forward(0, batch, activation, shape.out(), z, y, workspace.scratch());
            WarmUp.judge(epilogue, Family.ACTIVATION, activation.getClass());
        }

        void backward() {
            backwardActivation();
            backwardWeights();
        }

        /** Finds out which of the two isn't compiled. */
        void judgeBackward() {
            WarmUp.judge(this::backwardActivation, Family.ACTIVATION_GRADIENT, activation.getClass());
            Object layout = parameters.layout().getClass();
            WarmUp.judge(this::backwardWeights, Family.WEIGHTS, layout);
        }

        private void backwardActivation() {
            kernels.backwardActivation(batch, 0, shape.out(), activation, y, z, y, parameters, workspace);
        }

        private void backwardWeights() {
            kernels.backwardWeights(batch, 0, shape.in(), x, y, parameters, false, workspace);
            if (shape.inBlocks()) kernels.backwardWeights(batch, 0, shape.in(), x, y, parameters, true, workspace);
        }

        void backwardInput(InputWay way) {
            TileFrame.of(workspace).setBlockLength(shape.kc());
            way.multiply(batch, 0, shape.in(), y, parameters, x, workspace);
            TileFrame.of(workspace).setBlockLength(0);
        }
    }
}
