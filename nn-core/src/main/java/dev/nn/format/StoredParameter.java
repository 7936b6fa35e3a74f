package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.TensorInfo;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A weight or bias as a {@code state_dict} has it: one tensor, or those that PyTorch computes it from. What is computed
 * here is computed in double precision and then rounded.
 */
sealed interface StoredParameter {
    /** The tensor that has the parameter's own shape. */
    TensorInfo tensor();

    /** The values, row by row. */
    float[] values(SafetensorsFile file) throws DataFormatException;

    /**
     * The parameter that these tensors make.
     *
     * @param parts by what PyTorch appends to the parameter's name: nothing for the parameter itself
     * @return null if they make none that is known
     */
    static @Nullable StoredParameter of(Map<String, TensorInfo> parts) {
        Set<String> names = parts.keySet();
        if (names.equals(Set.of(""))) return new Plain(part(parts, ""));
        if (names.equals(Set.of("_g", "_v"))) return weightNorm(part(parts, "_g"), part(parts, "_v"));
        if (names.equals(Set.of(".original0", ".original1"))) {
            return weightNorm(part(parts, ".original0"), part(parts, ".original1"));
        }
        if (names.equals(Set.of("_orig", "_u", "_v"))) {
            return spectralNorm(part(parts, "_orig"), part(parts, "_u"), part(parts, "_v"));
        }
        if (names.equals(Set.of(".original", ".0._u", ".0._v"))) {
            return spectralNorm(part(parts, ".original"), part(parts, ".0._u"), part(parts, ".0._v"));
        }
        if (names.equals(Set.of("_orig", "_mask"))) return pruned(part(parts, "_orig"), part(parts, "_mask"));
        return null;
    }

    private static TensorInfo part(Map<String, TensorInfo> parts, String name) {
        return Objects.requireNonNull(parts.get(name));
    }

    private static @Nullable StoredParameter weightNorm(TensorInfo magnitude, TensorInfo direction) {
        if (direction.shape().size() != 2) return null;
        long out = direction.shape().get(0), in = direction.shape().get(1);
        boolean perOutput = magnitude.hasShape(out, 1), perInput = magnitude.hasShape(1, in);
        if (!perOutput && !perInput && !magnitude.hasShape()) return null;
        return new WeightNorm(magnitude, direction, perOutput, perInput && !perOutput);
    }

    private static @Nullable StoredParameter spectralNorm(TensorInfo original, TensorInfo u, TensorInfo v) {
        if (original.shape().size() != 2) return null;
        boolean fits = u.hasShape(original.shape().get(0))
                && v.hasShape(original.shape().get(1));
        return fits ? new SpectralNorm(original, u, v) : null;
    }

    private static @Nullable StoredParameter pruned(TensorInfo original, TensorInfo mask) {
        return mask.shape().equals(original.shape()) ? new Pruned(original, mask) : null;
    }

    /** The parameter itself. */
    record Plain(TensorInfo tensor) implements StoredParameter {
        @Override
        public float[] values(SafetensorsFile file) throws DataFormatException {
            return file.floats(tensor.name());
        }
    }

    /**
     * {@code torch.nn.utils.weight_norm}: g·v/|v|, the norm taken for each output, for each input or over all.
     *
     * <p>Salimans and Kingma, 2016, <a href="https://arxiv.org/abs/1602.07868">arXiv:1602.07868</a>.
     */
    record WeightNorm(TensorInfo magnitude, TensorInfo tensor, boolean perOutput, boolean perInput)
            implements StoredParameter {
        @Override
        public float[] values(SafetensorsFile file) throws DataFormatException {
            float[] g = file.floats(magnitude.name()), v = file.floats(tensor.name());
            int in = (int) (long) tensor.shape().get(1);
            double[] squares = new double[g.length];
            for (int i = 0; i < v.length; i++) squares[group(i, in)] += (double) v[i] * v[i];
            for (int i = 0; i < v.length; i++) {
                int group = group(i, in);
                v[i] = (float) (g[group] * (v[i] / Math.sqrt(squares[group])));
            }
            return v;
        }

        private int group(int i, int in) {
            if (perOutput) return i / in;
            return perInput ? i % in : 0;
        }
    }

    /**
     * {@code torch.nn.utils.spectral_norm} as it is when a network is used, not trained: W/(uᵀWv).
     *
     * <p>Miyato, Kataoka, Koyama, Yoshida, 2018, <a href="https://arxiv.org/abs/1802.05957">arXiv:1802.05957</a>.
     */
    record SpectralNorm(TensorInfo tensor, TensorInfo left, TensorInfo right) implements StoredParameter {
        @Override
        public float[] values(SafetensorsFile file) throws DataFormatException {
            float[] w = file.floats(tensor.name()), u = file.floats(left.name()), v = file.floats(right.name());
            double sigma = 0;
            for (int i = 0; i < w.length; i++) sigma += (double) u[i / v.length] * w[i] * v[i % v.length];
            for (int i = 0; i < w.length; i++) w[i] = (float) (w[i] / sigma);
            return w;
        }
    }

    /** {@code torch.nn.utils.prune}: the product with a mask of zeros and ones. */
    record Pruned(TensorInfo tensor, TensorInfo mask) implements StoredParameter {
        @Override
        public float[] values(SafetensorsFile file) throws DataFormatException {
            float[] w = file.floats(tensor.name()), kept = file.floats(mask.name());
            for (int i = 0; i < w.length; i++) w[i] *= kept[i];
            return w;
        }
    }
}
