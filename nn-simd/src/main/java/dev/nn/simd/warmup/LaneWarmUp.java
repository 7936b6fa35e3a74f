package dev.nn.simd.warmup;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.LaneLayer;
import dev.nn.kernel.Operation;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.lane.LaneFrame;
import dev.nn.simd.lane.PanelLanes;

/** The warm-up of a dense layer in several networks at once: all its operations, on few rows. */
public final class LaneWarmUp {
    /** More rows take the same ways through the code as so many and the rest of as many. */
    private static final int ROWS = 16;

    private LaneWarmUp() {}

    private record Key(int batch, WeightLayout layout, Activation activation) {}

    public static void run(LaneKernels kernels, Operation.DenseLanes operation) {
        int batch = operation.batch() < 2 * ROWS ? operation.batch() : ROWS + operation.batch() % ROWS;
        Job products = new Job(kernels, batch, operation.layout(), Activation.IDENTITY);
        Job layer = new Job(kernels, batch, operation.layout(), operation.activation());
        WarmUp.once(new Key(batch, operation.layout(), operation.activation()), layer::run, () -> {
            WarmUp.judge(products::run, Family.LANES, LaneFrame.class);
            WarmUp.judge(
                    layer::forward, Family.ACTIVATION, operation.activation().getClass());
            WarmUp.judge(
                    layer::gradient,
                    Family.ACTIVATION_GRADIENT,
                    operation.activation().getClass());
        });
    }

    /** The operations, on zeros. */
    private static final class Job {
        private final LaneKernels kernels;
        private final int batch;
        private final LaneLayer layer;
        private final float[] x;
        private final float[] z;
        private final float[] y;
        private final Workspace workspace;

        Job(LaneKernels kernels, int batch, WeightLayout layout, Activation activation) {
            this.kernels = kernels;
            this.batch = batch;
            Affine places = Affine.allocate(layout);
            int lanes = LaneKernels.LANES;
            float[] parameters = new float[places.data().length * lanes];
            layer = new LaneLayer(places, activation, parameters, parameters.clone());
            x = new float[batch * LaneKernels.stride(layout.in()) * lanes];
            z = new float[batch * LaneKernels.stride(layout.out()) * lanes];
            y = z.clone();
            workspace = new Workspace().reserve(PanelLanes.scratch(layout));
        }

        void run() {
            forward();
            gradient();
            kernels.backwardInput(batch, layer, y, x, workspace);
            kernels.backwardWeights(batch, layer, x, y, workspace);
        }

        void forward() {
            kernels.forward(batch, layer, x, z, y, workspace);
        }

        void gradient() {
            kernels.backwardActivation(batch, layer, y, z, workspace);
        }
    }
}
