package dev.nn.kernel;

import dev.nn.activation.Activation;
import dev.nn.event.FlightRecording;
import dev.nn.optimizer.OptimizerState;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that compute at once on plain loops and are replaced by the fast ones as soon as these are warm: by one
 * reference, between any two calls, for both have the same bits, layouts and scratch memory.
 *
 * <p>What has been asked to warm up before that is warmed up in the background; from then on, at once, as with any
 * kernels. Where the fast kernels turn out not to run, the plain ones stay, and one line on standard error says why.
 */
final class HotSwapKernels implements DenseKernels {

    private final KernelProvider provider;
    private final DenseKernels plain;

    /** Those that compute. */
    private volatile DenseKernels current;

    private final TrainingKernels training = new SwappedTraining();

    private final ConvolutionKernels convolution = new SwappedConvolution();

    /** What to warm up before the swap; guarded by this. */
    private final Deque<Operation> wanted = new ArrayDeque<>();

    /** Whether the preparation has been asked for; guarded by this. */
    private boolean begun;

    /** Whether {@link #current} is the last word. */
    private volatile boolean over;

    HotSwapKernels(DenseKernels plain, KernelProvider provider) {
        this.plain = plain;
        this.provider = provider;
        this.current = plain;
    }

    /** {@inheritDoc} That of the fast kernels, unless they turned out not to run. */
    @Override
    public String name() {
        return over ? current.name() : provider.kernelsName();
    }

    @Override
    public DenseKernels independent() {
        return new HotSwapKernels(plain, provider);
    }

    /** {@inheritDoc} Now or later: what it answers is the same for both. */
    @Override
    public int prepare(Operation operation) {
        synchronized (this) {
            if (!over) {
                wanted.add(operation);
                begin();
                return scratch(operation);
            }
        }
        return current.prepare(operation);
    }

    @Override
    public int scratch(Operation operation) {
        return plain.scratch(operation);
    }

    private synchronized void begin() {
        if (begun) return;
        begun = true;
        BackgroundWarmUp.add(this::run);
    }

    @Override
    public void awaitWarmUp() {
        if (over) return;
        begin();
        synchronized (this) {
            try {
                while (!over) wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** In the background. */
    private void run() {
        DenseKernels last = plain;
        long start = System.nanoTime();
        try {
            String reason = provider.unavailableBecause();
            if (reason == null) {
                DenseKernels fast = provider.create();
                while (!swap(fast)) fast.prepare(next());
                FlightRecording.takeOver(plain.name(), fast.name(), System.nanoTime() - start);
                return;
            }
            FallbackNotice.give(plain.name(), provider.name(), reason);
        } catch (RuntimeException | Error failure) {
            PerformanceCliff.UNPREPARED_KERNELS.report("training", "computation stays on plain loops: " + failure);
        }
        end(last);
    }

    private synchronized Operation next() {
        return wanted.remove();
    }

    /** False if there is something left to warm up. */
    private synchronized boolean swap(DenseKernels fast) {
        if (!wanted.isEmpty()) return false;
        end(fast);
        return true;
    }

    private synchronized void end(DenseKernels last) {
        current = last;
        over = true;
        wanted.clear();
        notifyAll();
    }

    @Override
    public WeightLayout weightLayout(int in, int out) {
        return plain.weightLayout(in, out);
    }

    @Override
    public FrozenAffine freeze(Affine parameters, Precision precision) {
        return plain.freeze(parameters, precision);
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
        current.forward(fromRow, toRow, x, parameters, activation, z, y, workspace);
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
        current.predict(fromRow, toRow, x, parameters, activation, y, workspace);
    }

    /** {@inheritDoc} One that waits for the fast kernels'. */
    @Override
    public @Nullable RowPredictor rowPredictor(Operation.RowPrediction operation) {
        return plain.scratch(operation) == 0 ? null : new SwappedRowPredictor(operation);
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
        current.backwardActivation(batch, fromColumn, toColumn, activation, dy, saved, dz, gradient, workspace);
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
        current.backwardWeights(batch, fromRow, toRow, x, dz, gradient, accumulate, workspace);
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
        current.backwardWeightsUpdate(batch, fromRow, toRow, x, dz, parameters, gradient, state, workspace);
    }

    @Override
    public void backwardInput(
            int batch, int fromColumn, int toColumn, Rows dz, Affine parameters, Rows dx, Workspace workspace) {
        current.backwardInput(batch, fromColumn, toColumn, dz, parameters, dx, workspace);
    }

    @Override
    public TrainingKernels training() {
        return training;
    }

    @Override
    public @Nullable LaneKernels lanes() {
        return current.lanes();
    }

    /** That of the fast kernels, once they are warm. */
    private final class SwappedRowPredictor implements RowPredictor {
        private final Operation.RowPrediction operation;
        private volatile @Nullable RowPredictor fast;

        SwappedRowPredictor(Operation.RowPrediction operation) {
            this.operation = operation;
        }

        @Override
        public boolean predict(float[] x, int xi, float[] y, int yi, Workspace scratch) {
            RowPredictor predictor = fast();
            return predictor != null && predictor.predict(x, xi, y, yi, scratch);
        }

        @Override
        public boolean predict(float[] x, int xi, float[] y, int yi) {
            RowPredictor predictor = fast();
            return predictor != null && predictor.predict(x, xi, y, yi);
        }

        @Override
        public boolean predict(int fromRow, int toRow, Rows x, Rows y, Workspace scratch) {
            RowPredictor predictor = fast();
            return predictor != null && predictor.predict(fromRow, toRow, x, y, scratch);
        }

        private @Nullable RowPredictor fast() {
            RowPredictor predictor = fast;
            if (predictor == null && over) fast = predictor = current.rowPredictor(operation);
            return predictor;
        }
    }

    @Override
    public ConvolutionKernels convolution() {
        return convolution;
    }

    /** Those of the kernels that compute. */
    private final class SwappedTraining implements TrainingKernels {
        @Override
        public void update(OptimizerState state, float[] parameters, float[] gradient, int from, int to) {
            current.training().update(state, parameters, gradient, from, to);
        }

        @Override
        public double softmaxCrossEntropy(
                int fromRow, int toRow, int classes, Rows z, Rows labels, float scale, Rows dz, Workspace workspace) {
            return current.training().softmaxCrossEntropy(fromRow, toRow, classes, z, labels, scale, dz, workspace);
        }

        @Override
        public double binaryCrossEntropy(
                int batch, int outputs, Rows z, Rows target, float scale, Rows dz, Workspace workspace) {
            return current.training().binaryCrossEntropy(batch, outputs, z, target, scale, dz, workspace);
        }

        @Override
        public void scaleBytes(byte[] from, int fi, float divisor, float[] to, int ti, int n) {
            current.training().scaleBytes(from, fi, divisor, to, ti, n);
        }

        @Override
        public double sumOfSquares(float[] values, int from, int to) {
            return current.training().sumOfSquares(values, from, to);
        }
    }

    /** Those of the kernels that compute. */
    private final class SwappedConvolution implements ConvolutionKernels {
        @Override
        public WeightLayout weightLayout(ConvolutionShape shape) {
            return plain.convolution().weightLayout(shape);
        }

        @Override
        public int scratch(ConvolutionShape shape) {
            return plain.convolution().scratch(shape);
        }

        @Override
        public void warmUp(ConvolutionShape shape, Activation activation, boolean training) {
            prepare(new Operation.Convolution(shape, activation, training));
        }

        @Override
        public void convolve(
                int fromPixel,
                int toPixel,
                Rows x,
                ConvolutionShape shape,
                Affine parameters,
                Activation activation,
                Rows z,
                Rows y,
                Workspace workspace) {
            current.convolution().convolve(fromPixel, toPixel, x, shape, parameters, activation, z, y, workspace);
        }

        @Override
        public FrozenAffine freeze(ConvolutionShape shape, Affine parameters, Precision precision) {
            return plain.convolution().freeze(shape, parameters, precision);
        }

        @Override
        public void predict(
                int fromPixel,
                int toPixel,
                Rows x,
                ConvolutionShape shape,
                FrozenAffine parameters,
                Activation activation,
                Rows y,
                Workspace workspace) {
            current.convolution().predict(fromPixel, toPixel, x, shape, parameters, activation, y, workspace);
        }

        @Override
        public int scratch(ConvolutionShape shape, FrozenAffine parameters) {
            return plain.convolution().scratch(shape, parameters);
        }

        @Override
        public void convolveWeights(
                int batch,
                int fromRow,
                int toRow,
                Rows x,
                ConvolutionShape shape,
                Rows dz,
                Affine gradient,
                boolean accumulate,
                Workspace workspace) {
            current.convolution().convolveWeights(batch, fromRow, toRow, x, shape, dz, gradient, accumulate, workspace);
        }

        @Override
        public void convolveInput(
                int fromImage,
                int toImage,
                Rows dz,
                ConvolutionShape shape,
                Affine parameters,
                Rows dx,
                Workspace workspace) {
            current.convolution().convolveInput(fromImage, toImage, dz, shape, parameters, dx, workspace);
        }

        @Override
        public void maxPool(int fromImage, int toImage, Rows x, PoolWindows windows, Rows y) {
            current.convolution().maxPool(fromImage, toImage, x, windows, y);
        }

        @Override
        public void maxPoolInput(int fromImage, int toImage, Rows dy, Rows x, PoolWindows windows, Rows dx) {
            current.convolution().maxPoolInput(fromImage, toImage, dy, x, windows, dx);
        }
    }
}
