package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A residual connection: y = branch(x) + shortcut(x), where a shortcut without layers is x itself.
 *
 * <p>He, Zhang, Ren, Sun: Deep residual learning for image recognition. CVPR 2016.
 *
 * @param branch layers in order, at least one
 * @param shortcut layers in order; none for x itself
 */
public record Residual(List<Layer> branch, List<Layer> shortcut) implements Branched {
    public Residual {
        branch = List.copyOf(branch);
        shortcut = List.copyOf(shortcut);
    }

    @Override
    public List<List<Layer>> branches() {
        return List.of(branch, shortcut);
    }

    /** {@inheritDoc} Asked for in each step, so without a list of all layers. */
    @Override
    public int in() {
        return branch.getFirst().in();
    }

    @Override
    public int out() {
        return branch.getLast().out();
    }

    @Override
    public String describe() {
        return shortcut.isEmpty()
                ? "add (%s)".formatted(Branched.describe(branch))
                : "add (%s) to (%s)".formatted(Branched.describe(branch), Branched.describe(shortcut));
    }

    @Override
    public Layer inUse() {
        return new Residual(Branched.inUse(branch), Branched.inUse(shortcut));
    }

    @Override
    public LayerPass newPass(int maxBatch, Team team) {
        return new Pass(maxBatch, false, layers -> LayerChain.forward(layers, maxBatch, team));
    }

    @Override
    public LayerPass newTrainingPass(int maxBatch, Team team, float[] gradient) {
        return new Pass(maxBatch, true, layers -> LayerChain.training(layers, maxBatch, team, gradient));
    }

    @Override
    public LayerPass newFixedPass(int maxBatch, Team team) {
        return new Pass(maxBatch, true, layers -> LayerChain.fixed(layers, maxBatch, team));
    }

    @Override
    public List<FrozenLayer> freeze(Precision precision) {
        return FrozenLayers.add(FrozenLayers.of(branch, precision), FrozenLayers.of(shortcut, precision), out());
    }

    @Override
    public double[] joined(double[][] results) {
        double[] y = results[0].clone();
        for (int j = 0; j < y.length; j++) y[j] += results[1][j];
        return y;
    }

    /** Rows of y = a + b. */
    static void add(int fromRow, int toRow, int width, Rows a, Rows b, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            int ar = a.index(r, 0), br = b.index(r, 0), yr = y.index(r, 0);
            for (int j = 0; j < width; j++) y.data()[yr + j] = a.data()[ar + j] + b.data()[br + j];
        }
    }

    /** Both ways at work on batches. */
    private final class Pass implements NestedPass {
        private final LayerChain main;
        private final LayerChain side;
        private final Rows y;

        /** dY once more, because a way back uses it up; and the gradient of the shortcut's input. */
        private final Rows dyOfSide;

        private final Rows dxOfSide;

        Pass(int maxBatch, boolean training, Function<List<Layer>, LayerChain> chain) {
            main = chain.apply(branch);
            side = chain.apply(shortcut);
            y = Rows.allocate(maxBatch, out());
            dyOfSide = Convolution.images(training ? maxBatch : 0, out());
            dxOfSide = Convolution.images(training && !shortcut.isEmpty() ? maxBatch : 0, in());
        }

        @Override
        public Rows forward(int batch, Rows x) {
            add(0, batch, out(), main.forward(batch, x), side.forward(batch, x), y);
            return y;
        }

        @Override
        public Rows forwardTraining(int batch, Rows x, long noise) {
            // Mixed, or a layer within would have the noise of one that follows.
            Rows a = main.forwardTraining(batch, x, Dropout.mix(noise));
            Rows b = side.forwardTraining(batch, x, Dropout.mix(~noise));
            add(0, batch, out(), a, b, y);
            return y;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            for (int r = 0; r < batch; r++) {
                System.arraycopy(dy.data(), dy.index(r, 0), dyOfSide.data(), dyOfSide.index(r, 0), out());
            }
            main.backward(batch, dy, dx, update);
            if (shortcut.isEmpty()) {
                if (dx != null) add(0, batch, in(), dx, dyOfSide, dx);
                return;
            }
            side.backward(batch, dyOfSide, dx == null ? null : dxOfSide, update);
            if (dx != null) add(0, batch, in(), dx, dxOfSide, dx);
        }
    }
}
