package dev.nn.network;

import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.optimizer.OptimizerState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Branches whose results stand side by side: y = (branch₁(x), branch₂(x), …), where a branch without layers is x itself. Of
 * images the channels stand side by side, in each pixel.
 *
 * <p>Huang, Liu, van der Maaten, Weinberger: Densely connected convolutional networks. CVPR 2017.
 *
 * @param branches layers in order; at least one branch has some
 * @param pixels of the results, which must be as many in all branches; 1 for rows that are no images
 */
public record Concat(List<List<Layer>> branches, int pixels) implements Branched {
    public Concat {
        branches = branches.stream().map(List::copyOf).toList();
    }

    @Override
    public int out() {
        int out = 0;
        for (int i = 0; i < branches.size(); i++) out = Math.addExact(out, out(i));
        return out;
    }

    /** Values of a row that a branch gives. */
    private int out(int branch) {
        List<Layer> layers = branches.get(branch);
        return layers.isEmpty() ? in() : layers.getLast().out();
    }

    @Override
    public String describe() {
        List<String> parts = new ArrayList<>();
        for (List<Layer> branch : branches) parts.add(branch.isEmpty() ? "x" : "(" + Branched.describe(branch) + ")");
        return "concat " + String.join(" ", parts);
    }

    @Override
    public Layer inUse() {
        return new Concat(branches.stream().map(Branched::inUse).toList(), pixels);
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
        List<List<FrozenLayer>> frozen = new ArrayList<>();
        int[] widths = new int[branches.size()];
        for (int i = 0; i < widths.length; i++) {
            frozen.add(FrozenLayers.of(branches.get(i), precision));
            widths[i] = out(i);
        }
        return FrozenLayers.concat(frozen, widths, pixels);
    }

    @Override
    public double[] joined(double[][] results) {
        double[] y = new double[out()];
        int width = y.length / pixels, at = 0;
        for (double[] result : results) {
            int own = result.length / pixels;
            for (int p = 0; p < pixels; p++) System.arraycopy(result, p * own, y, p * width + at, own);
            at += own;
        }
        return y;
    }

    /**
     * Copies values of rows to a part of wider rows.
     *
     * @param width values of a pixel of x
     * @param at where its values begin in a pixel of y
     * @param all values of a pixel of y
     */
    static void put(int fromRow, int toRow, int pixels, int width, int at, int all, Rows x, Rows y) {
        for (int r = fromRow; r < toRow; r++) {
            for (int p = 0; p < pixels; p++) {
                System.arraycopy(x.data(), x.index(r, p * width), y.data(), y.index(r, p * all + at), width);
            }
        }
    }

    /** All branches at work on batches. */
    private final class Pass implements NestedPass {
        private final LayerChain[] chains = new LayerChain[branches.size()];

        /** For each branch its values of a pixel. */
        private final int[] widths = new int[chains.length];

        private final int width = out() / pixels;
        private final int valuesIn = in();
        private final Rows y;

        /** For each branch the gradient of its result, and then that of its input. */
        private final Rows[] dys = new Rows[chains.length];

        private final Rows dxOfBranch;

        Pass(int maxBatch, boolean training, Function<List<Layer>, LayerChain> chain) {
            y = Rows.allocate(maxBatch, out());
            int batch = training ? maxBatch : 0;
            dxOfBranch = Convolution.images(batch, in());
            for (int i = 0; i < chains.length; i++) {
                chains[i] = chain.apply(branches.get(i));
                widths[i] = out(i) / pixels;
                dys[i] = Convolution.images(batch, out(i));
            }
        }

        @Override
        public Rows forward(int batch, Rows x) {
            for (int i = 0, at = 0; i < chains.length; at += widths[i++]) {
                put(0, batch, pixels, widths[i], at, width, chains[i].forward(batch, x), y);
            }
            return y;
        }

        @Override
        public Rows forwardTraining(int batch, Rows x, long noise) {
            for (int i = 0, at = 0; i < chains.length; at += widths[i++]) {
                // Mixed, or a layer within would have the noise of one that follows.
                Rows result = chains[i].forwardTraining(batch, x, Dropout.mix(noise ^ Dropout.mix(i + 1)));
                put(0, batch, pixels, widths[i], at, width, result, y);
            }
            return y;
        }

        @Override
        public void backward(int batch, Rows x, Rows dy, @Nullable Rows dx, @Nullable OptimizerState update) {
            for (int i = 0, at = 0; i < chains.length; at += widths[i++]) take(batch, dy, at, i);
            boolean first = true;
            for (int i = 0; i < chains.length; i++) {
                boolean through = !branches.get(i).isEmpty();
                Rows lower = dx == null ? null : first ? dx : dxOfBranch;
                if (through) chains[i].backward(batch, dys[i], lower, update);
                if (dx == null || lower == null) continue;
                Rows found = through ? lower : dys[i];
                if (!first) Residual.add(0, batch, valuesIn, dx, found, dx);
                else if (!through) put(0, batch, 1, valuesIn, 0, valuesIn, found, dx);
                first = false;
            }
        }

        /** The gradient of a branch's result. */
        private void take(int batch, Rows dy, int at, int branch) {
            Rows to = dys[branch];
            int own = widths[branch];
            for (int r = 0; r < batch; r++) {
                for (int p = 0; p < pixels; p++) {
                    System.arraycopy(dy.data(), dy.index(r, p * width + at), to.data(), to.index(r, p * own), own);
                }
            }
        }
    }
}
