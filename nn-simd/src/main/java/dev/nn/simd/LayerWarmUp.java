package dev.nn.simd;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;

/**
 * The warm-up of one dense layer: its operations on stand-in shapes that meet the same register tiles with little work.
 *
 * <p>Which tiles an operation uses depends on its rows modulo the tile's height and on its columns modulo the panel's
 * width; the sums can be short. So each of the three products gets a shape of its own.
 */
final class LayerWarmUp {
    /** Terms of the sums. */
    private static final int DEPTH = 8;

    /** From here on the heights of tiles depend on the rows modulo 8, the greatest height, only. */
    private static final int MANY_ROWS = 64;

    private LayerWarmUp() {}

    /** An operation on a stand-in shape; two layers with equal keys use the same compiled code. */
    private record Key(String operation, int batch, int in, int out, Activation activation) {}

    static void run(SimdDenseKernels kernels, int batch, PanelLayout layout, Activation activation, boolean training) {
        int rows = rows(batch), columns = columns(layout.out());
        Job forward = new Job(kernels, rows, DEPTH, columns, activation);
        WarmUp.once(forward.key("forward"), forward::forward);
        if (!training) return;
        Job weights = new Job(kernels, DEPTH, rows(layout.in()), columns, activation);
        WarmUp.once(weights.key("backwardWeights"), () -> {
            weights.backwardActivation();
            weights.backwardWeights();
        });
        Job input = new Job(kernels, rows, columns(layout.in()), DEPTH, activation);
        WarmUp.once(input.key("backwardInput"), input::backwardInput);
    }

    private static int rows(int n) {
        return n <= MANY_ROWS + 8 ? n : MANY_ROWS + n % 8;
    }

    private static int columns(int n) {
        return n <= 2 * Blocking.NR ? n : Blocking.NR + n % Blocking.NR;
    }

    /** The operations on one stand-in shape, on zeros. */
    private static final class Job {
        private final SimdDenseKernels kernels;
        private final int batch;
        private final int in;
        private final int out;
        private final Activation activation;
        private final Affine parameters;
        private final Rows x;
        private final Rows z;
        private final Rows y;
        private final Workspace workspace;

        Job(SimdDenseKernels kernels, int batch, int in, int out, Activation activation) {
            this.kernels = kernels;
            this.batch = batch;
            this.in = in;
            this.out = out;
            this.activation = activation;
            this.parameters = Affine.allocate(kernels.weightLayout(in, out));
            this.x = Rows.allocate(batch, in);
            this.z = Rows.allocate(batch, out);
            this.y = Rows.allocate(batch, out);
            this.workspace = new Workspace().reserve(kernels.scratch(batch, parameters.layout()));
        }

        Key key(String operation) {
            return new Key(operation, batch, in, out, activation);
        }

        void forward() {
            kernels.forward(0, batch, x, parameters, activation, z, y, workspace);
        }

        void backwardActivation() {
            kernels.backwardActivation(batch, 0, out, activation, y, z, y, parameters, workspace);
        }

        void backwardWeights() {
            kernels.backwardWeights(batch, 0, in, x, y, parameters, false, workspace);
        }

        void backwardInput() {
            kernels.backwardInput(batch, 0, in, y, parameters, x, workspace);
        }
    }
}
