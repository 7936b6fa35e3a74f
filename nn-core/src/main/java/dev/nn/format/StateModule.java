package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.safetensors.SafetensorsFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A module of a {@code state_dict} that has parameters: {@code torch.nn.Linear}, {@code Conv2d}, {@code BatchNorm1d} or
 * {@code 2d}, or {@code LayerNorm}.
 *
 * @param name the path of the module, without what only wraps modules
 * @param parameters what it has, by kind: weight, bias, running_mean, running_var
 * @param batches name of the tensor with the number of batches; null for none
 */
record StateModule(
        String name,
        Map<String, StoredParameter> parameters,
        @Nullable String batches) {
    private static final int LINEAR = 2;
    private static final int CONVOLUTION = 4;

    /** The first of its parameters: the weight, if it has one. */
    StoredParameter first() {
        StoredParameter weight = parameters.get(StateLayer.WEIGHT);
        return weight != null ? weight : Objects.requireNonNull(parameters.get(StateLayer.MEAN));
    }

    /** Kind and sizes as text: {@code 784→10}, {@code convolution [16, 1, 5, 5]}, {@code batch norm [16]}. */
    String shape() {
        List<Long> sizes = first().tensor().shape();
        long[] shape = new long[sizes.size()];
        for (int d = 0; d < shape.length; d++) shape[d] = sizes.get(d);
        return shape(shape, parameters.containsKey(StateLayer.MEAN));
    }

    /** The text for a weight of this shape. */
    static String shape(long[] weight, boolean remembers) {
        if (remembers) return "batch norm " + Arrays.toString(weight);
        if (weight.length == LINEAR) return weight[1] + "→" + weight[0];
        return (weight.length == CONVOLUTION ? "convolution " : "layer norm ") + Arrays.toString(weight);
    }

    /** Whether it is another name for the same parameters, or for equal ones. */
    boolean isSame(StateModule other, SafetensorsFile file) throws DataFormatException {
        if (!shape().equals(other.shape()) || !parameters.keySet().equals(other.parameters.keySet())) return false;
        for (Map.Entry<String, StoredParameter> parameter : parameters.entrySet()) {
            StoredParameter same = other.parameters.get(parameter.getKey());
            if (same == null) return false;
            if (!Arrays.equals(parameter.getValue().values(file), same.values(file))) return false;
        }
        return true;
    }
}
