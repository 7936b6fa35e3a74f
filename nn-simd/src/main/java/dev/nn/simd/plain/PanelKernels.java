package dev.nn.simd.plain;

import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.FrozenFloats;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.WeightLayout;
import dev.nn.simd.function.ActivationEpilogues;
import dev.nn.simd.function.NarrowEpilogues;
import dev.nn.simd.function.NarrowSoftmax;
import dev.nn.simd.function.SimdBinaryCrossEntropy;
import dev.nn.simd.lane.PanelLanes;
import dev.nn.simd.product.Blocking;
import dev.nn.simd.product.ChainShape;
import dev.nn.simd.product.DotInputProduct;
import dev.nn.simd.product.ForwardProduct;
import dev.nn.simd.product.HalfPanels;
import dev.nn.simd.product.HalfProduct;
import dev.nn.simd.product.InputByRows;
import dev.nn.simd.product.InputProduct;
import dev.nn.simd.product.NarrowLayout;
import dev.nn.simd.product.NarrowProducts;
import dev.nn.simd.product.PanelLayout;
import dev.nn.simd.product.WeightsProduct;

/**
 * What the vector kernels and their plain twins have in common: where weights stand, frozen or not, and how much scratch
 * memory an operation may use. So one can take over from the other between any two calls.
 *
 * <p>Nothing here loads vectors.
 */
public abstract class PanelKernels implements DenseKernels {
    @Override
    public final WeightLayout weightLayout(int in, int out) {
        return out <= Blocking.NARROW ? new NarrowLayout(in, out) : new PanelLayout(in, out);
    }

    // Not a switch over types, here and below: its first use in a JVM takes longer than a first prediction.

    @Override
    public final int scratch(Operation operation) {
        if (operation instanceof Operation.Prediction prediction) {
            return predictionScratch(prediction.maxBatch(), prediction.parameters());
        }
        if (operation instanceof Operation.DenseLayer layer) return layerScratch(layer.batch(), layer.layout());
        if (operation instanceof Operation.Convolution layer)
            return convolution().scratch(layer.shape());
        if (operation instanceof Operation.ConvolutionPrediction layer) {
            return convolution().scratch(layer.shape(), layer.parameters());
        }
        if (operation instanceof Operation.DenseLanes lanes) return PanelLanes.scratch(lanes.layout());
        if (operation instanceof Operation.RowPrediction row) return ChainShape.scratch(row);
        if (operation instanceof Operation.ByteScaling || operation instanceof Operation.MaxPooling) return 0;
        return Math.max(NarrowSoftmax.SCRATCH, SimdBinaryCrossEntropy.SCRATCH);
    }

    private static int layerScratch(int batch, WeightLayout layout) {
        if (layout instanceof NarrowLayout narrow) {
            return Math.max(NarrowProducts.scratch(batch, narrow), NarrowEpilogues.SCRATCH);
        }
        if (!(layout instanceof PanelLayout panel)) throw foreign(layout);
        int in = layout.in(), out = layout.out();
        int forward = Math.max(ForwardProduct.scratch(), ActivationEpilogues.SCRATCH);
        int weights = WeightsProduct.scratch(batch, panel);
        int byRows = InputByRows.scratch(in, out), byColumns = InputProduct.scratch(out);
        return Math.max(
                Math.max(forward, weights), Math.max(Math.max(byRows, byColumns), DotInputProduct.scratch(out)));
    }

    private static int predictionScratch(int batch, FrozenAffine parameters) {
        if (parameters instanceof FrozenFloats floats && floats.affine().layout() instanceof NarrowLayout narrow) {
            return Math.max(NarrowProducts.scratch(batch, narrow), NarrowEpilogues.SCRATCH);
        }
        return Math.max(Math.max(ForwardProduct.scratch(), HalfProduct.scratch()), ActivationEpilogues.SCRATCH);
    }

    protected static IllegalArgumentException foreign(WeightLayout layout) {
        return new IllegalArgumentException("not a layout of these kernels: " + layout);
    }

    /** Weights in bfloat16 for layers in panels; narrow ones keep floats, rounded: they are small anyway. */
    @Override
    public final FrozenAffine freeze(Affine parameters, Precision precision) {
        int in = parameters.layout().in(), out = parameters.layout().out();
        if (precision == Precision.BF16 && out > Blocking.NARROW) return new HalfPanels(parameters);
        if (!(parameters.layout() instanceof WeightLayout.RowMajor)) return FrozenFloats.copyOf(parameters, precision);
        Affine own = Affine.allocate(weightLayout(in, out));
        own.layout().pack(parameters.data(), parameters.weights(), own.data(), own.weights());
        System.arraycopy(parameters.data(), parameters.bias(), own.data(), own.bias(), out);
        return FrozenFloats.copyOf(own, precision);
    }
}
