package dev.nn.network;

import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Average pooling: each value is the mean of what a window sees of its channel.
 *
 * @param image what comes in
 * @param countPadding whether padding counts as zeros ({@code count_include_pad}), or is left out of the mean; what lies
 *     beyond the padding never counts
 */
public record AveragePool(ImageShape image, Window window, boolean countPadding) implements ParameterFree {
    public AveragePool {
        ImageShape unused = Pooling.out(image, window, name(window));
    }

    /** The mean of whole images, channel by channel. */
    static AveragePool global(ImageShape image) {
        return new AveragePool(image, Window.of(image.height(), image.width(), 1, 1), false);
    }

    static String name(Window window) {
        return "average pool %d×%d".formatted(window.height(), window.width());
    }

    /** Whether the window is the whole image. */
    public boolean isGlobal() {
        return window.height() == image.height() && window.width() == image.width() && !window.isPadded();
    }

    @Override
    public int in() {
        return image.size();
    }

    @Override
    public int out() {
        return shape().size();
    }

    /** What comes out. */
    public ImageShape shape() {
        return window.over(image, image.channels(), name(window));
    }

    @Override
    public String describe() {
        return isGlobal()
                ? "global average pool %s→%s".formatted(image, shape())
                : "average pool %s→%s, %s".formatted(image, shape(), window.describe(true));
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        Pooling pooling = pooling();
        PoolWindows windows = pooling.windows();
        double[] y = new double[out()];
        int channels = image.channels(), width = pooling.out.width();
        for (int i = 0; i < y.length; i++) {
            int pixel = i / channels, channel = i % channels;
            for (int k = windows.first(pixel); k < windows.end(pixel); k++) y[i] += x[windows.place(k) + channel];
            y[i] /= AveragePooling.counted(pooling, countPadding, pixel / width, pixel % width);
        }
        return y;
    }

    private Pooling pooling() {
        return new Pooling(image, window, shape());
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(maxBatch, team);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch, team);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(new Frozen(this, pooling()));
    }

    /** Average pooling at work on batches, cut by rows. */
    private final class Pass implements NestedPass {
        private final Pooling pooling = pooling();
        private final Team team;
        private final Rows y;
        private int batch;
        private Rows from;
        private Rows to;
        private final Team.Operation forward = this::forwardPart;
        private final Team.Operation backward = this::backwardPart;

        Pass(int maxBatch, Team team) {
            this.team = team;
            this.y = Rows.allocate(maxBatch, out());
            this.from = y;
            this.to = y;
        }

        @Override
        public Rows forward(int rows, Rows x) {
            x.require("x", rows, in());
            batch = rows;
            from = x;
            to = y;
            team.run(forward, rows * pooling.work());
            return y;
        }

        @Override
        public void backward(int rows, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            if (dx == null) return;
            batch = rows;
            from = dy;
            to = dx;
            team.run(backward, rows * pooling.work());
        }

        private void forwardPart(int part, int parts) {
            int first = Team.cut(batch, part, parts), end = Team.cut(batch, part + 1, parts);
            AveragePooling.values(pooling, countPadding, first, end, from, to);
        }

        private void backwardPart(int part, int parts) {
            int first = Team.cut(batch, part, parts), end = Team.cut(batch, part + 1, parts);
            AveragePooling.gradient(pooling, countPadding, first, end, from, to);
        }
    }

    /** Average pooling in a model. */
    private record Frozen(AveragePool layer, Pooling pooling) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            AveragePooling.values(pooling, layer.countPadding(), fromRow, toRow, x, y);
        }

        @Override
        public long work() {
            return pooling.work();
        }
    }
}
