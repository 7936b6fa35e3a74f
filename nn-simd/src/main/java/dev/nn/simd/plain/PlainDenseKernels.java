package dev.nn.simd.plain;

import dev.nn.activation.Activation;
import dev.nn.activation.Activation.Saved;
import dev.nn.activation.Relu;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Rows;
import dev.nn.kernel.TrainingKernels;
import dev.nn.kernel.Workspace;
import dev.nn.simd.convolution.PanelConvolution;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.lane.PanelLanes;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.DotInputProduct;
import dev.nn.simd.product.ForwardProduct;
import dev.nn.simd.product.HalfPanels;
import dev.nn.simd.product.NarrowLayout;
import dev.nn.simd.product.NarrowProducts;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.TileFrame;
import dev.nn.simd.product.WeightsProduct;
import java.util.Arrays;

/**
 * The dense layer in plain Java, with the bits of {@code SimdDenseKernels}: for the first second of a program, while those
 * are being compiled, and wherever some of them can't be.
 *
 * <p>Every sum has the same terms in the same order, rounded the same way, so nobody can tell from a result which of the
 * two computed it. Nothing here loads a class of vectors, which alone would take longer than a first prediction.
 *
 * <p>{@code Math.fma} must be one instruction, as on every processor that has vectors of 256 bits: without it these
 * kernels are a thousand times slower than {@link dev.nn.kernel.ScalarDenseKernels}.
 */
public final class PlainDenseKernels extends PanelKernels {
    /** Every element of the columns of dZ that padding stands for. */
    private static final float[] ZERO = {0};

    private final TrainingKernels training = new PlainTrainingKernels();

    private final ConvolutionKernels convolution = new PanelConvolution(new PlainArithmetic(), new PlainArithmetic());

    private final LaneKernels lanes = new PanelLanes(new PlainLanes(), new PlainLanes());

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public ConvolutionKernels convolution() {
        return convolution;
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
        Rows sums = activation.saved() == Saved.INPUT ? z : y;
        if (parameters.layout() instanceof NarrowLayout layout) {
            narrowSums(fromRow, toRow, x, layout, parameters, sums, workspace.scratch());
        } else {
            sums(fromRow, toRow, x, parameters, sums, TileFrame.of(workspace));
        }
        activate(fromRow, toRow, activation, parameters.layout().out(), sums, y);
    }

    private static void activate(int fromRow, int toRow, Activation activation, int out, Rows z, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            PlainActivations.forward(activation, z.data(), z.index(r, 0), y.data(), y.index(r, 0), out);
        }
    }

    /** Like {@link ForwardProduct}: each sum starts from the bias and goes through the inputs in their order. */
    private static void sums(int fromRow, int toRow, Rows x, Affine parameters, Rows z, TileFrame f) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        int out = layout.out();
        for (int r = fromRow; r < toRow; r++) {
            System.arraycopy(parameters.data(), parameters.bias(), z.data(), z.index(r, 0), out);
        }
        for (int j = 0; j < out; j += Blocking.NR) {
            f.size(toRow - fromRow, Math.min(Blocking.NR, out - j), layout.in())
                    .a(x.data(), x.index(fromRow, 0), x.stride(), 1)
                    .b(parameters.data(), parameters.weights() + layout.panel(j), layout.width(j), 1)
                    .c(z.data(), z.index(fromRow, j), z.stride());
            PlainProduct.add(f);
        }
    }

    /** Like {@link NarrowProducts#forward}: dot products, then the bias. */
    private static void narrowSums(
            int fromRow, int toRow, Rows x, NarrowLayout layout, Affine parameters, Rows z, float[] scratch) {
        int in = layout.in(), stride = layout.stride();
        float[] w = parameters.data();
        for (int r = fromRow; r < toRow; r++) {
            pad(x.data(), x.index(r, 0), in, scratch, stride);
            int at = z.index(r, 0);
            for (int j = 0; j < layout.out(); j++) {
                float sum = PlainDots.dot(scratch, 0, w, parameters.weights(), 0, j, stride);
                z.data()[at + j] = sum + w[parameters.bias() + j];
            }
        }
    }

    private static void pad(float[] from, int at, int n, float[] to, int length) {
        System.arraycopy(from, at, to, 0, n);
        Arrays.fill(to, n, length, 0f);
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
        int bias = gradient.bias() + fromColumn;
        Arrays.fill(gradient.data(), bias, bias + toColumn - fromColumn, 0f);
        GradientFrame f = GradientFrame.of(workspace)
                .matrices(dy, saved, dz)
                .columns(fromColumn, toColumn, gradient.data(), bias);
        for (int r = 0; r < batch; r++) {
            f.row(r);
            PlainActivations.backward(activation, f);
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
        TileFrame f = TileFrame.of(workspace);
        int inputs = toRow - fromRow;
        if (gradient.layout() instanceof NarrowLayout layout) {
            f.size(layout.out(), inputs, batch)
                    .a(dz.data(), dz.offset(), 1, dz.stride())
                    .b(x.data(), x.index(0, fromRow), x.stride(), 1)
                    .c(gradient.data(), gradient.weights() + fromRow, layout.stride());
            narrowWeights(f, accumulate);
        } else {
            f.size(inputs, 0, batch).a(x.data(), x.index(0, fromRow), 1, x.stride());
            weights(fromRow, dz, gradient, accumulate, f);
        }
    }

    /** Like {@link WeightsProduct}: sums over the rows of the batch in their order; Xᵀ, from {@code fromRow} on, is A. */
    private static void weights(int fromRow, Rows dz, Affine gradient, boolean accumulate, TileFrame f) {
        PanelLayout layout = (PanelLayout) gradient.layout();
        float[] dw = gradient.data();
        int out = layout.out(), inputs = f.rows, batch = f.depth;
        for (int j = 0; j < out; j += Blocking.NR) {
            int width = layout.width(j), columns = Math.min(width, out - j);
            int at = gradient.weights() + layout.panel(j) + fromRow * width;
            if (!accumulate) Arrays.fill(dw, at, at + inputs * width, 0f);
            f.size(inputs, columns, batch)
                    .b(dz.data(), dz.index(0, j), dz.stride(), 1)
                    .c(dw, at, width);
            PlainProduct.add(f);
            f.size(inputs, width - columns, batch).b(ZERO, 0, 0, 0).c(dw, at + columns, width);
            PlainProduct.add(f);
        }
    }

    /** Like {@link NarrowProducts#weights}: the same on dWᵀ, which is C. */
    private static void narrowWeights(TileFrame f, boolean accumulate) {
        for (int j = 0; !accumulate && j < f.rows; j++) {
            int at = f.ic + j * f.cRow;
            Arrays.fill(f.c, at, at + f.width, 0f);
        }
        PlainProduct.add(f);
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        if (parameters.layout() instanceof PanelLayout && batch <= DotInputProduct.MAX_BATCH) {
            inputDots(batch, fromColumn, toColumn, dz, parameters, dx, workspace.scratch());
            return;
        }
        int columns = toColumn - fromColumn, out = parameters.layout().out();
        for (int r = 0; r < batch; r++) {
            int at = dx.index(r, fromColumn);
            Arrays.fill(dx.data(), at, at + columns, 0f);
        }
        // Like InputProduct and NarrowProducts.input: sums over the outputs in their order.
        TileFrame f = TileFrame.of(workspace).c(dx.data(), dx.index(0, fromColumn), dx.stride());
        if (parameters.layout() instanceof NarrowLayout layout) {
            f.size(batch, columns, out)
                    .a(dz.data(), dz.index(0, 0), dz.stride(), 1)
                    .b(parameters.data(), parameters.weights() + fromColumn, layout.stride(), 1);
            PlainProduct.add(f);
            return;
        }
        PanelLayout layout = (PanelLayout) parameters.layout();
        for (int n = 0; n < out; n += Blocking.NR) {
            int width = layout.width(n);
            int w = parameters.weights() + layout.panel(n) + fromColumn * width;
            f.size(batch, columns, Math.min(width, out - n))
                    .a(dz.data(), dz.index(0, n), dz.stride(), 1)
                    .b(parameters.data(), w, 1, width);
            PlainProduct.add(f);
        }
    }

    /** Like {@link DotInputProduct}. */
    private static void inputDots(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, float[] scratch) {
        PanelLayout layout = (PanelLayout) parameters.layout();
        int out = layout.out(), panels = out / Blocking.NR, last = Blocking.padded(out % Blocking.NR);
        int panel = Blocking.NR * layout.in();
        for (int r = 0; r < batch; r++) {
            pad(dz.data(), dz.index(r, 0), out, scratch, Blocking.padded(out));
            int at = dx.index(r, 0);
            for (int i = fromColumn; i < toColumn; i++) {
                dx.data()[at + i] =
                        PlainDots.dot(scratch, panels, parameters.data(), parameters.weights(), panel, i, last);
            }
        }
    }

    @Override
    public LaneKernels lanes() {
        return lanes;
    }

    @Override
    public TrainingKernels training() {
        return training;
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
        PlainHalfProduct.multiply(fromRow, toRow, x, panels, y, workspace.scratch());
        activate(fromRow, toRow, activation, panels.out(), y, y);
    }

    /** {@inheritDoc} For predictions, which somebody waits for; others run often enough. */
    @Override
    public int prepare(Operation operation) {
        if (operation instanceof Operation.Prediction prediction) warmUp(prediction.parameters());
        return scratch(operation);
    }

    /** Some thousand steps of the loops, which is what it takes for C1 to look at them: a few milliseconds. */
    private void warmUp(FrozenAffine parameters) {
        Affine layer = Affine.allocate(weightLayout(Blocking.LINE, parameters.out() <= Blocking.NARROW ? 1 : 32));
        Activation relu = new Relu();
        Rows x = Rows.allocate(1, Blocking.LINE), y = Rows.allocate(1, 32);
        Workspace workspace =
                new Workspace().reserve(scratch(new Operation.DenseLayer(1, layer.layout(), relu, false)));
        for (int i = 0; i < 400; i++) forward(0, 1, x, layer, relu, y, y, workspace);
    }
}
