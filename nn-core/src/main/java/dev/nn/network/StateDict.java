package dev.nn.network;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.kernel.Affine;
import dev.nn.kernel.WeightLayout;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import java.util.ArrayList;
import java.util.List;

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
     * Adds tensors to a file to be; their values are read when it is written.
     *
     * @param prefix of the tensors' names
     * @param values in the layout of the network's parameters
     */
    public static void add(SafetensorsWriter to, String prefix, Network network, float[] values) {
        List<String> names = names(network);
        List<Dense> layers = dense(network);
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            Affine affine = layer.parameters().in(values);
            to.add(tensor(prefix, names.get(l), WEIGHT), () -> weights(affine), layer.out(), layer.in());
            to.add(tensor(prefix, names.get(l), BIAS), () -> bias(affine), layer.out());
        }
    }

    /**
     * Reads what {@link #add} has written.
     *
     * @throws DataFormatException if a tensor is missing or of another shape; some values may have been set then
     */
    public static void read(SafetensorsFile from, String prefix, Network network, float[] values)
            throws DataFormatException {
        List<String> names = names(network);
        List<Dense> layers = dense(network);
        for (int l = 0; l < layers.size(); l++) {
            Affine affine = layers.get(l).parameters().in(values);
            setWeights(affine, from, tensor(prefix, names.get(l), WEIGHT));
            setBias(affine, from, tensor(prefix, names.get(l), BIAS));
        }
    }

    /** Reads the parameters of dense layers with these names, biases only where there are any. */
    static void read(SafetensorsFile from, List<String> names, Network network) throws DataFormatException {
        List<Dense> layers = dense(network);
        if (names.size() != layers.size()) {
            throw new IllegalArgumentException(
                    "the network has %d dense layers, got %d names".formatted(layers.size(), names.size()));
        }
        for (int l = 0; l < layers.size(); l++) {
            String name = names.get(l);
            Affine affine = layers.get(l).parameters();
            setWeights(affine, from, tensor(name, WEIGHT));
            if (from.has(tensor(name, BIAS))) setBias(affine, from, tensor(name, BIAS));
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

    private static void setWeights(Affine affine, SafetensorsFile from, String name) throws DataFormatException {
        WeightLayout layout = affine.layout();
        int in = layout.in(), out = layout.out();
        from.tensor(name, out, in);
        float[] values = from.floats(name);
        for (int j = 0; j < out; j++) {
            for (int i = 0; i < in; i++) affine.setWeight(i, j, values[j * in + i]);
        }
    }

    private static void setBias(Affine affine, SafetensorsFile from, String name) throws DataFormatException {
        from.tensor(name, affine.layout().out());
        float[] values = from.floats(name);
        System.arraycopy(values, 0, affine.data(), affine.bias(), values.length);
    }
}
