package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.optimizer.OptimizerState;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Max pooling: each value is the largest that a window sees of its channel; padding never is. The gradient goes to the
 * first of equal maxima, row by row; NaN is larger than any number. Both are as in PyTorch.
 *
 * @param image what comes in
 * @param window at most 256 pixels
 */
public record MaxPool(ImageShape image, Window window) implements ParameterFree {
    /** Pixels of a window whose numbers a byte tells apart. */
    private static final int MOST = 256;

    public MaxPool {
        if ((long) window.height() * window.width() > MOST) {
            throw new IllegalArgumentException("%s: a window may have at most %d pixels".formatted(name(window), MOST));
        }
        ImageShape unused = Pooling.out(image, window, name(window));
    }

    static String name(Window window) {
        return "max pool %d×%d".formatted(window.height(), window.width());
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
        return "max pool %s→%s, %s".formatted(image, shape(), window.describe(true));
    }

    @Override
    public double[] apply(double[] x, double[] parameters) {
        Pooling pooling = pooling();
        double[] y = new double[out()];
        Arrays.fill(y, Double.NEGATIVE_INFINITY);
        int channels = image.channels();
        for (int i = 0; i < y.length; i++) {
            int row = i / channels / pooling.out.width(), column = i / channels % pooling.out.width();
            for (int ky = pooling.rows.first()[row]; ky < pooling.rows.end()[row]; ky++) {
                for (int kx = pooling.columns.first()[column];
                        kx < pooling.columns.end()[column];
                        kx++) {
                    y[i] = Math.max(y[i], x[pooling.inIndex(row, column, ky, kx) + i % channels]);
                }
            }
        }
        return y;
    }

    private Pooling pooling() {
        return new Pooling(image, window, shape());
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(maxBatch, team, false);
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch, team, true);
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return List.of(new Frozen(this, pooling()));
    }

    /** Max pooling at work on batches, cut by rows. */
    private final class Pass implements LayerPass {
        private final Pooling pooling = pooling();
        private final Team team;
        private final Rows y;

        /** For each output the number of the pixel in its window that was the largest; empty if nothing is trained. */
        private final byte[] largest;

        private int batch;
        private Rows x;
        private Rows dy;
        private Rows dx;
        private final Team.Operation forward = this::forwardPart;
        private final Team.Operation forwardTraining = this::forwardTrainingPart;
        private final Team.Operation backward = this::backwardPart;

        Pass(int maxBatch, Team team, boolean training) {
            this.team = team;
            this.y = Rows.allocate(maxBatch, out());
            this.largest = new byte[training ? y.data().length : 0];
            this.x = y;
            this.dy = y;
            this.dx = y;
        }

        @Override
        public Rows forward(int rows, Rows input) {
            input.require("x", rows, in());
            batch = rows;
            x = input;
            team.run(forward, rows * pooling.work());
            return y;
        }

        @Override
        public Rows forwardTraining(int rows, Rows input, long noise) {
            input.require("x", rows, in());
            batch = rows;
            x = input;
            team.run(forwardTraining, rows * pooling.work());
            return y;
        }

        @Override
        public void backward(
                int rows, Rows input, Rows outputGradient, @Nullable Rows inputGradient, @Nullable OptimizerState u) {
            if (inputGradient == null) return;
            batch = rows;
            dy = outputGradient;
            dx = inputGradient;
            team.run(backward, rows * pooling.work());
        }

        private void forwardPart(int part, int parts) {
            MaxPooling.values(pooling, Team.cut(batch, part, parts), Team.cut(batch, part + 1, parts), x, y);
        }

        private void forwardTrainingPart(int part, int parts) {
            int from = Team.cut(batch, part, parts), to = Team.cut(batch, part + 1, parts);
            MaxPooling.valuesAndPlaces(pooling, from, to, x, y, largest);
        }

        private void backwardPart(int part, int parts) {
            int from = Team.cut(batch, part, parts), to = Team.cut(batch, part + 1, parts);
            MaxPooling.gradient(pooling, from, to, dy, y, largest, dx);
        }
    }

    /** Max pooling in a model. */
    private record Frozen(MaxPool layer, Pooling pooling) implements FrozenUnchanged {
        @Override
        public void predict(int fromRow, int toRow, Rows x, Rows y, Workspace workspace) {
            MaxPooling.values(pooling, fromRow, toRow, x, y);
        }

        @Override
        public long work() {
            return pooling.work();
        }
    }
}
