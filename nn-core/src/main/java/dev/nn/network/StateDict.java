package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.file.FiniteValues;
import dev.nn.kernel.Affine;
import dev.nn.kernel.WeightLayout;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a network as PyTorch's {@code state_dict} has them: for each dense layer a tensor {@code
 * name.weight}, out × in, and a tensor {@code name.bias}.
 *
 * <p>The names are those that a {@code torch.nn.Sequential} would give, where activations, dropout and softmax count as
 * modules, too: 784-256-10 with ReLU has {@code 0.weight}, {@code 0.bias}, {@code 2.weight}, {@code 2.bias}.
 *
 * <p>What belongs to parameters one by one, such as an optimiser's moments, is an array in their layout and can be
 * stored the same way, under a prefix.
 */
public final class StateDict {
    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    private StateDict() {}

    /** The names of a network's dense layers. */
    public static List<String> names(Network network) {
        List<String> names = new ArrayList<>();
        int next = 0;
        for (Layer layer : network.layers()) {
            if (layer instanceof Dense dense) {
                names.add(String.valueOf(next));
                // The activation is a module of its own there.
                if (!dense.activation().equals(Activation.IDENTITY)) next++;
            }
            next++;
        }
        return names;
    }

    /**
     * Adds tensors to a file to be; their values are read when it is written, which is refused with an {@link
     * IllegalArgumentException} if one is NaN or infinite.
     *
     * @param prefix of the tensors' names
     * @param values in the layout of the network's parameters
     * @throws IllegalStateException if another thread is training the network
     */
    public static void add(SafetensorsWriter to, String prefix, Network network, float[] values) {
        network.requireUntouched();
        List<String> names = names(network);
        List<Dense> layers = dense(network);
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            Affine affine = layer.parameters().in(values);
            int out = layer.out(), in = layer.in();
            String weight = tensor(prefix, names.get(l), WEIGHT), bias = tensor(prefix, names.get(l), BIAS);
            to.add(weight, () -> FiniteValues.write(weights(affine), weight, out, in), out, in);
            to.add(bias, () -> FiniteValues.write(bias(affine), bias, out), out);
        }
    }

    /**
     * Reads what {@link #add} has written.
     *
     * @throws DataFormatException if a tensor is missing, of another shape, or has a value that is NaN or infinite; some
     *     values may have been set then
     */
    public static void read(SafetensorsFile from, String prefix, Network network, float[] values)
            throws DataFormatException {
        List<String> names = names(network);
        List<Dense> layers = dense(network);
        for (int l = 0; l < layers.size(); l++) {
            Affine affine = layers.get(l).parameters().in(values);
            set(affine, from, plain(from, prefix, names.get(l), WEIGHT), plain(from, prefix, names.get(l), BIAS));
        }
    }

    private static StoredParameter plain(SafetensorsFile from, String prefix, String layer, String kind)
            throws DataFormatException {
        return new StoredParameter.Plain(from.tensor(tensor(prefix, layer, kind)));
    }

    /** Reads the parameters of the dense layers, one module for each, biases only where there are any. */
    static void read(SafetensorsFile from, List<LinearModule> modules, Network network) throws DataFormatException {
        List<Dense> layers = dense(network);
        for (int l = 0; l < layers.size(); l++) {
            LinearModule module = modules.get(l);
            set(layers.get(l).parameters(), from, module.weight(), module.bias());
        }
    }

    /** The dense layers of a network. */
    static List<Dense> dense(Network network) {
        return network.layers().stream()
                .filter(Dense.class::isInstance)
                .map(Dense.class::cast)
                .toList();
    }

    /** The name of a layer's tensor; a lone {@code torch.nn.Linear} has no name. */
    static String tensor(String layer, String kind) {
        return layer.isEmpty() ? kind : layer + "." + kind;
    }

    private static String tensor(String prefix, String layer, String kind) {
        return prefix + tensor(layer, kind);
    }

    private static float[] weights(Affine affine) {
        WeightLayout layout = affine.layout();
        int in = layout.in(), out = layout.out();
        float[] values = new float[in * out];
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) values[j * in + i] = affine.weight(i, j);
        }
        return values;
    }

    private static float[] bias(Affine affine) {
        float[] values = new float[affine.layout().out()];
        System.arraycopy(affine.data(), affine.bias(), values, 0, values.length);
        return values;
    }

    private static void set(Affine to, SafetensorsFile from, StoredParameter weight, @Nullable StoredParameter bias)
            throws DataFormatException {
        int in = to.layout().in(), out = to.layout().out();
        float[] values = values(from, weight, out, in);
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) to.setWeight(i, j, values[j * in + i]);
        }
        if (bias != null) System.arraycopy(values(from, bias, out), 0, to.data(), to.bias(), out);
    }

    private static float[] values(SafetensorsFile from, StoredParameter parameter, long... shape)
            throws DataFormatException {
        TensorInfo tensor = from.tensor(parameter.tensor().name(), shape);
        return FiniteValues.read(parameter.values(from), from.name(), tensor.name(), tensor.offset(), shape);
    }
}
