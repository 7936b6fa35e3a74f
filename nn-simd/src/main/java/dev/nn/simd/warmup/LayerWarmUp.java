package dev.nn.simd.warmup;

import dev.nn.activation.Activation;
import dev.nn.activation.Relu;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.Epilogues;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.jvm.WarmUp;
import dev.nn.simd.product.BlockLength;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.InputWay;
import dev.nn.simd.product.NarrowLayout;
import dev.nn.simd.product.OuterProduct;

/**
 * The warm-up of one dense layer: its operations on stand-in shapes that meet the same register tiles with little work.
 *
 * <p>Which kernels and tiles an operation uses depends on the rows and columns modulo the sizes of tiles and panels,
 * and on whether sums are short; beyond that the sums can be as short as one likes. So each of the three products gets
 * a shape of its own.
 */
public final class LayerWarmUp {
    /** Terms of the sums, where any number will do; but more than {@link OuterProduct} and narrow layers have. */
    private static final int DEPTH = 32;

    /** From here on the heights of tiles depend on the rows modulo this only. */
    private static final int MANY_ROWS = 64;

    private LayerWarmUp() {}

    /** An operation on a stand-in shape; two layers with equal keys use the same compiled code. */
    private record Key(String operation, int batch, int in, int out, Activation activation) {}

    public static void run(
            DenseKernels kernels, int batch, WeightLayout layout, Activation activation, boolean training) {
        int in = layout.in(), out = layout.out();
        boolean narrow = layout instanceof NarrowLayout;
        int rows = batch <= 2 * MANY_ROWS ? batch : MANY_ROWS + batch % MANY_ROWS;
        // A single row takes panels in pairs.
        int panels = batch == 1 ? 2 * Blocking.NR : Blocking.NR;
        int inputs = columns(in, Blocking.NR), outputs = narrow ? out : columns(out, panels);
        int terms = in <= DEPTH ? in : narrow ? DEPTH + in % Blocking.LINE : DEPTH;
        Job forward = new Job(kernels, rows, terms, outputs, activation);
        WarmUp.once(forward.key("forward"), forward::forward, forward::judgeForward);
        if (!training) return;
        Job weights = new Job(kernels, Math.min(batch, DEPTH), inputs, outputs, activation);
        // Sums in several blocks begin with other tiles than they go on with.
        boolean rowBlocks = batch > BlockLength.KC, blocks = !narrow && out > BlockLength.KC;
        WarmUp.once(
                weights.key(rowBlocks ? "backwardWeights in blocks" : "backwardWeights"),
                () -> weights.backward(rowBlocks),
                () -> weights.judgeBackward(rowBlocks));
        InputWay way = InputWay.of(batch, layout);
        int kc = blocks ? Blocking.NR : BlockLength.KC, more = blocks ? Blocking.NR : 0;
        Job input = switch (way) {
            case NARROW -> new Job(kernels, rows, inputs, outputs, activation);
            // These run through many tiles in a call, of which a few are enough; but their sums lie in whole
            // panels and a rest, and what has not run in the warm-up is not compiled.
            case DOTS -> new Job(kernels, rows, Math.min(in, Blocking.LINE + in % Blocking.LINE), outputs, activation);
            case ROWS -> new Job(kernels, rows, inputs, outputs + more, activation);
            case COLUMNS -> new Job(kernels, rows, inputs, DEPTH + out % Blocking.LINE + more, activation);
        };
        String name = "backwardInput " + way + (blocks ? " in blocks" : "");
        WarmUp.once(input.key(name), () -> input.backwardInput(way, kc), Family.INPUT, way);
    }

    /** The activation, if it is part of the product's tiles; else none. */
    static Activation inTheProduct(Activation activation) {
        return activation instanceof Relu ? activation : Activation.IDENTITY;
    }

    /** As few as n columns, n modulo {@code panels} and at least one whole panel, if n has that. */
    private static int columns(int n, int panels) {
        return n <= 2 * panels ? n : panels + n % panels;
    }

    /** The operations on one stand-in shape, on zeros. */
    private static final class Job {
        private final DenseKernels kernels;
        private final int batch;
        private final int in;
        private final int out;
        private final Activation activation;
        private final Affine parameters;
        private final Rows x;
        private final Rows z;
        private final Rows y;
        private final Workspace workspace;

        Job(DenseKernels kernels, int batch, int in, int out, Activation activation) {
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
            forward(activation);
        }

        private void forward(Activation activation) {
            kernels.forward(0, batch, x, parameters, activation, z, y, workspace);
        }

        /** Finds out whether it is the product that isn't compiled, or the activation. */
        void judgeForward() {
            Object layout = parameters.layout().getClass();
            WarmUp.judge(() -> forward(inTheProduct(activation)), Family.FORWARD, layout);
            Runnable epilogue = () -> Epilogues.forward(0, batch, activation, out, z, y, workspace.scratch());
            WarmUp.judge(epilogue, Family.ACTIVATION, activation.getClass());
        }

        void backward(boolean inBlocks) {
            backwardActivation();
            backwardWeights(inBlocks);
        }

        /** Finds out which of the two isn't compiled. */
        void judgeBackward(boolean inBlocks) {
            WarmUp.judge(this::backwardActivation, Family.ACTIVATION_GRADIENT, activation.getClass());
            Object layout = parameters.layout().getClass();
            WarmUp.judge(() -> backwardWeights(inBlocks), Family.WEIGHTS, layout);
        }

        private void backwardActivation() {
            kernels.backwardActivation(batch, 0, out, activation, y, z, y, parameters, workspace);
        }

        private void backwardWeights(boolean inBlocks) {
            kernels.backwardWeights(batch, 0, in, x, y, parameters, false, workspace);
            if (inBlocks) kernels.backwardWeights(batch, 0, in, x, y, parameters, true, workspace);
        }

        void backwardInput(InputWay way, int kc) {
            way.multiply(batch, 0, in, y, parameters, x, workspace.scratch(), kc);
        }
    }
}
