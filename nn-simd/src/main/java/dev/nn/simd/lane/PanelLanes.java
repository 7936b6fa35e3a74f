package dev.nn.simd.lane;

import dev.nn.activation.Activation;
import dev.nn.activation.Identity;
import dev.nn.kernel.Affine;
import dev.nn.kernel.LaneKernels;
import dev.nn.kernel.LaneLayer;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.function.GradientFrame;
import dev.nn.simd.jvm.Uncompiled;
import dev.nn.simd.jvm.Uncompiled.Family;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.InputWay;
import dev.nn.simd.product.NarrowLayout;
import dev.nn.simd.product.PanelLayout;
import java.util.Arrays;

/**
 * The products of a layer in every lane, each with the order of sums that the layer's shape and the batch give it alone; all
 * arithmetic is done by a {@link LaneArithmetic}. Loads no vectors of its own.
 */
public final class PanelLanes implements LaneKernels {
    /** Inputs and outputs of a layer; beyond, a network alone fills its vectors, and its weights stay in the cache. */
    private static final int WIDEST = 64;

    private final LaneArithmetic fast;
    private final LaneArithmetic plain;

    /**
     * @param fast computes
     * @param plain computes what this JVM doesn't {@linkplain Uncompiled compile}
     */
    public PanelLanes(LaneArithmetic fast, LaneArithmetic plain) {
        this.fast = fast;
        this.plain = plain;
    }

    /** Floats of scratch memory for a layer. */
    public static int scratch(WeightLayout layout) {
        return Math.max(ActivationEpilogues.SCRATCH, LANES * LaneKernels.stride(layout.out()));
    }

    private LaneArithmetic arithmetic(Family family, Object kind) {
        return Uncompiled.contains(family, kind) ? plain : fast;
    }

    private LaneArithmetic products() {
        return arithmetic(Family.LANES, LaneFrame.class);
    }

    @Override
    public boolean supports(WeightLayout layout) {
        return Math.max(layout.in(), layout.out()) <= WIDEST
                && (layout instanceof NarrowLayout || layout instanceof PanelLayout);
    }

    @Override
    public void forward(int batch, LaneLayer layer, float[] x, float[] z, float[] y, Workspace workspace) {
        Affine places = layer.places();
        int in = places.layout().in(), out = places.layout().out();
        int xRow = LaneKernels.stride(in), yRow = LaneKernels.stride(out);
        Activation activation = layer.activation();
        float[] sums = activation.saved() == Activation.Saved.INPUT ? z : y;
        LaneFrame f = LaneFrame.of(workspace).a(x, 0, xRow, 1);
        if (places.layout() instanceof NarrowLayout narrow) {
            f.size(batch, out, in)
                    .b(layer.parameters(), places.weights(), 1, narrow.stride())
                    .c(sums, 0, yRow, 1)
                    .fromBias(layer.parameters(), places.bias());
            products().trees(f, true);
        } else {
            PanelLayout panels = (PanelLayout) places.layout();
            for (int j = 0; j < out; j += Blocking.NR) {
                f.size(batch, Math.min(Blocking.NR, out - j), in)
                        .b(layer.parameters(), places.weights() + panels.panel(j), panels.width(j), 1)
                        .c(sums, j, yRow, 1)
                        .fromBias(layer.parameters(), places.bias() + j);
                products().chains(f);
            }
        }
        if (activation instanceof Identity) return;
        LaneArithmetic arithmetic = arithmetic(Family.ACTIVATION, activation.getClass());
        float[] scratch = workspace.scratch();
        if (out == yRow) {
            arithmetic.activate(activation, sums, 0, y, 0, batch * out * LANES, scratch);
            return;
        }
        for (int r = 0, at = 0; r < batch; r++, at += yRow * LANES) {
            arithmetic.activate(activation, sums, at, y, at, out * LANES, scratch);
        }
    }

    @Override
    public void backwardActivation(int batch, LaneLayer layer, float[] dy, float[] saved, Workspace workspace) {
        int out = layer.places().layout().out(), row = LaneKernels.stride(out) * LANES, n = out * LANES;
        float[] db = layer.gradient();
        int bias = layer.places().bias() * LANES;
        Arrays.fill(db, bias, bias + n, 0);
        Activation activation = layer.activation();
        LaneArithmetic arithmetic = arithmetic(Family.ACTIVATION_GRADIENT, activation.getClass());
        GradientFrame f = GradientFrame.of(workspace);
        for (int r = 0, at = 0; r < batch; r++, at += row) {
            f.dy(dy, at).saved(saved, at).dz(dy, at).db(db, bias).length(n);
            arithmetic.gradient(activation, f, workspace.scratch());
        }
    }

    @Override
    public void backwardWeights(int batch, LaneLayer layer, float[] x, float[] dz, Workspace workspace) {
        Affine places = layer.places();
        int in = places.layout().in(), out = places.layout().out();
        int xRow = LaneKernels.stride(in), zRow = LaneKernels.stride(out);
        LaneFrame f = LaneFrame.of(workspace).a(x, 0, 1, xRow);
        if (places.layout() instanceof NarrowLayout narrow) {
            f.size(in, out, batch)
                    .b(dz, 0, zRow, 1)
                    .c(layer.gradient(), places.weights(), 1, narrow.stride())
                    .fromZero();
            products().chains(f);
            return;
        }
        PanelLayout panels = (PanelLayout) places.layout();
        for (int j = 0; j < out; j += Blocking.NR) {
            f.size(in, Math.min(Blocking.NR, out - j), batch)
                    .b(dz, j, zRow, 1)
                    .c(layer.gradient(), places.weights() + panels.panel(j), panels.width(j), 1)
                    .fromZero();
            products().chains(f);
        }
    }

    @Override
    public void backwardInput(int batch, LaneLayer layer, float[] dz, float[] dx, Workspace workspace) {
        Affine places = layer.places();
        int in = places.layout().in(), out = places.layout().out();
        int xRow = LaneKernels.stride(in), zRow = LaneKernels.stride(out);
        LaneFrame f = LaneFrame.of(workspace).a(dz, 0, zRow, 1).c(dx, 0, xRow, 1);
        if (places.layout() instanceof NarrowLayout narrow) {
            f.size(batch, in, out)
                    .b(layer.parameters(), places.weights(), narrow.stride(), 1)
                    .fromZero();
            products().chains(f);
            return;
        }
        PanelLayout panels = (PanelLayout) places.layout();
        if (InputWay.of(batch, panels) == InputWay.DOTS) {
            inputDots(batch, layer, panels, f, workspace.scratch());
            return;
        }
        for (int j = 0; j < out; j += Blocking.NR) {
            int width = panels.width(j);
            f.size(batch, in, Math.min(width, out - j))
                    .a(dz, j, zRow, 1)
                    .b(layer.parameters(), places.weights() + panels.panel(j), 1, width);
            products().chains(j == 0 ? f.fromZero() : f.fromC());
        }
    }

    /** Input by input: the outputs of one lie in several panels, and have to lie side by side. */
    private void inputDots(int batch, LaneLayer layer, PanelLayout panels, LaneFrame f, float[] scratch) {
        int out = panels.out(), weights = layer.places().weights(), ic = f.ic;
        Arrays.fill(scratch, out * LANES, LaneKernels.stride(out) * LANES, 0);
        for (int i = 0; i < panels.in(); i++) {
            for (int j = 0; j < out; j += Blocking.NR) {
                int from = (weights + panels.index(i, j)) * LANES;
                System.arraycopy(layer.parameters(), from, scratch, j * LANES, Math.min(Blocking.NR, out - j) * LANES);
            }
            f.size(batch, 1, out).b(scratch, 0, 1, 0).fromZero();
            f.ic = ic + i;
            products().trees(f, false);
        }
    }
}
