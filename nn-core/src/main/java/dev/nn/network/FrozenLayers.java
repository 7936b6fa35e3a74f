package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.ConvolutionShape;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.WeightLayout;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of layers in a model, several of them taken together: batch normalisation goes into the convolution or dense
 * layer before it, and an activation behind that, too.
 */
final class FrozenLayers {
    private final Precision precision;

    /** The kernels of the layers, and those of the frozen ones in their place: the same for all. */
    private @Nullable DenseKernels kernels;

    private @Nullable DenseKernels own;

    private FrozenLayers(Precision precision) {
        this.precision = precision;
    }

    /** The frozen layers of a list of layers; none for layers that only training needs. */
    static List<FrozenLayer> of(List<Layer> layers, Precision precision) {
        return new FrozenLayers(precision).freeze(layers);
    }

    private List<FrozenLayer> freeze(List<Layer> layers) {
        List<FrozenLayer> frozen = new ArrayList<>();
        for (int l = 0; l < layers.size(); l++) {
            Layer layer = layers.get(l);
            BatchNorm norm = folds(layer) && next(layers, l) instanceof BatchNorm batchNorm ? batchNorm : null;
            if (norm != null) l++;
            Activation activation = activation(layer);
            boolean free = activation != null && activation.equals(Activation.IDENTITY);
            if (free && next(layers, l) instanceof ActivationLayer following) {
                activation = following.activation();
                l++;
            }
            if (activation == null) frozen.addAll(layer.freeze(precision));
            else frozen.add(freeze(layer, norm, activation));
        }
        return frozen;
    }

    private static @Nullable Layer next(List<Layer> layers, int l) {
        return l + 1 < layers.size() ? layers.get(l + 1) : null;
    }

    /** Whether what a layer's result is scaled by can go into its weights. */
    private static boolean folds(Layer layer) {
        Activation activation = activation(layer);
        return activation != null && activation.equals(Activation.IDENTITY);
    }

    private static @Nullable Activation activation(Layer layer) {
        if (layer instanceof Dense dense) return dense.activation();
        return layer instanceof Convolution convolution ? convolution.activation() : null;
    }

    private DenseKernels independent(DenseKernels of) {
        DenseKernels result = own;
        if (result == null || !of.equals(kernels)) {
            result = of.independent();
            kernels = of;
            own = result;
        }
        return result;
    }

    private FrozenLayer freeze(Layer layer, @Nullable BatchNorm norm, Activation activation) {
        if (layer instanceof Dense dense) {
            DenseKernels kernels = independent(dense.kernels());
            Affine parameters = norm == null ? dense.parameters() : folded(dense.parameters(), norm);
            return new FrozenDense(kernels, kernels.freeze(parameters, precision), activation);
        }
        Convolution convolution = (Convolution) layer;
        ConvolutionShape shape = convolution.shape();
        Affine parameters = norm == null ? convolution.parameters() : folded(convolution.parameters(), norm);
        return FrozenConvolution.of(independent(convolution.kernels()), shape, parameters, activation, precision);
    }

    /** Weights and bias that do the scaling and shifting of a batch normalisation, too. */
    private static Affine folded(Affine parameters, BatchNorm norm) {
        WeightLayout layout = parameters.layout();
        Affine result = Affine.allocate(WeightLayout.rowMajor(layout.in(), layout.out()));
        for (int j = 0; j < layout.out(); j++) {
            double scale = norm.scale(j);
            for (int i = 0; i < layout.in(); i++) result.setWeight(i, j, (float) (parameters.weight(i, j) * scale));
            result.setBias(j, (float) (parameters.bias(j) * scale + norm.shift(j)));
        }
        return result;
    }

    /**
     * Two ways from one input to a sum. In a model all layers stand in one list; what the second way reads of the input lies
     * behind the layers of the first.
     */
    static List<FrozenLayer> add(List<FrozenLayer> branch, List<FrozenLayer> shortcut, int width) {
        int first = branch.size(), second = shortcut.size();
        List<FrozenLayer> all = new ArrayList<>(branch);
        for (int l = 0; l < second; l++) all.add(shortcut.get(l).behind(l, first));
        all.add(new FrozenAdd(width, 1 + second, second == 0 ? 1 + first : 1));
        return all;
    }

    /**
     * Several ways from one input, whose results stand side by side.
     *
     * @param widths for each of them its values per row
     */
    static List<FrozenLayer> concat(List<List<FrozenLayer>> branches, int[] widths, int pixels) {
        List<FrozenLayer> all = new ArrayList<>();
        int[] ends = new int[widths.length], perPixel = new int[widths.length];
        for (int i = 0; i < ends.length; i++) {
            int before = all.size();
            List<FrozenLayer> branch = branches.get(i);
            for (int l = 0; l < branch.size(); l++) all.add(branch.get(l).behind(l, before));
            // What a branch without layers gives lies before the first layer.
            ends[i] = branch.isEmpty() ? 0 : all.size();
            perPixel[i] = widths[i] / pixels;
        }
        int[] sources = new int[ends.length];
        for (int i = 0; i < ends.length; i++) sources[i] = all.size() - ends[i] + 1;
        all.add(new FrozenConcat(perPixel, sources, pixels));
        return all;
    }
}
