package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.file.FiniteValues;
import dev.nn.file.Heap;
import dev.nn.guard.TrainingClaim;
import dev.nn.kernel.DenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.network.OwnLayer;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import dev.nn.safetensors.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a network as PyTorch's {@code state_dict} has them: for each dense layer a tensor {@code
 * name.weight}, out × in, and a tensor {@code name.bias}; for each convolution the same, the weight filters × channels of a
 * group × height × width; for each normalisation a weight and a bias, and what batch normalisation remembers: {@code
 * running_mean}, {@code running_var} and {@code num_batches_tracked}.
 *
 * <p>The names are those that a {@code torch.nn.Sequential} would give, where activations, pooling, dropout, flattening and
 * softmax count as modules, too: 784-256-10 with ReLU has {@code 0.weight}, {@code 0.bias}, {@code 2.weight}, {@code
 * 2.bias}. A residual connection is a module with two of them, {@code branch} and {@code shortcut}.
 *
 * <p>What belongs to parameters one by one, such as an optimiser's moments, is an array in their layout and can be
 * stored the same way, under a prefix.
 */
public final class StateDict {
    private StateDict() {}

    /** The names of a network's layers that have parameters. */
    public static List<String> names(Network network) {
        return StateLayer.of(network).stream().map(StateLayer::name).toList();
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
        TrainingClaim.requireFree(network);
        for (StateLayer layer : StateLayer.of(network)) {
            for (StateLayer.Tensor tensor : layer.tensors()) {
                String name = tensor(prefix, layer.name(), tensor.kind());
                if (tensor.kind().equals(StateLayer.BATCHES)) {
                    to.addInteger(name, () -> (long) tensor.read(values)[0]);
                } else {
                    to.add(name, () -> FiniteValues.write(tensor.read(values), name, tensor.shape()), tensor.shape());
                }
            }
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
        for (StateLayer layer : StateLayer.of(network)) {
            for (StateLayer.Tensor tensor : layer.tensors()) {
                String name = tensor(prefix, layer.name(), tensor.kind());
                if (tensor.kind().equals(StateLayer.BATCHES)) readBatches(from, name, tensor, values);
                else tensor.write(values(from, new StoredParameter.Plain(from.tensor(name)), tensor.shape()), values);
            }
        }
    }

    /** Files of old PyTorch have no such counter, and other writers may make it a float. */
    private static void readBatches(SafetensorsFile from, String name, StateLayer.Tensor tensor, float[] values)
            throws DataFormatException {
        if (from.has(name) && from.tensor(name).type() == TensorType.I64)
            tensor.write(new float[] {from.integer(name)}, values);
    }

    /**
     * Reads the parameters of layers, one module for each, biases only where there are any; normalisation may have neither
     * factors nor summands.
     */
    static void read(SafetensorsFile from, List<StateModule> modules, Network network) throws DataFormatException {
        List<StateLayer> layers = StateLayer.of(network);
        float[] parameters = network.parameters();
        for (int l = 0; l < modules.size(); l++) {
            StateModule module = modules.get(l);
            for (StateLayer.Tensor tensor : layers.get(l).tensors()) {
                StoredParameter stored = module.parameters().get(tensor.kind());
                if (stored != null) {
                    tensor.write(values(from, stored, tensor.shape()), parameters);
                } else if (tensor.kind().equals(StateLayer.BATCHES)) {
                    if (module.batches() != null) readBatches(from, module.batches(), tensor, parameters);
                } else if (tensor.kind().equals(StateLayer.WEIGHT)) {
                    float[] ones = new float[tensor.count()];
                    Arrays.fill(ones, 1);
                    tensor.write(ones, parameters);
                }
            }
        }
    }

    /**
     * Builds a network with the parameters of a file that another library wrote.
     *
     * @param layers of the network
     * @param names of the layers with parameters in the file, in order; null to find them out
     */
    static Network read(Path file, NetworkBuilder layers, DenseKernels kernels, @Nullable List<String> names)
            throws IOException {
        try (SafetensorsFile tensors = SafetensorsFile.open(file)) {
            tensors.verify();
            Network network = layers.build(kernels);
            String description = tensors.metadata().get(Safetensors.NETWORK);
            if (names == null && description != null && description.equals(Architecture.write(network))) {
                read(tensors, "", network, network.parameters());
                return network;
            }
            if (names == null) DescribedLayers.check(tensors, network);
            refuseOwn(network);
            List<StateModule> modules =
                    names == null ? new ModuleOrder(tensors).modules(network) : modules(tensors, network, names);
            read(tensors, modules, network);
            return network;
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.toString(), e);
        }
    }

    /** Only files that were written here have parameters of such layers. */
    private static void refuseOwn(Network network) {
        for (StateLayer layer : StateLayer.of(network)) {
            if (layer.layer() instanceof OwnLayer own) {
                throw new IllegalArgumentException(
                        "the file has no parameters of '%s': it was written by another library, or with other layers than %s"
                                .formatted(own.describe(), network));
            }
        }
    }

    private static List<StateModule> modules(SafetensorsFile file, Network network, List<String> names)
            throws DataFormatException {
        int layers = names(network).size();
        if (names.size() != layers) {
            throw new IllegalArgumentException(
                    "the network has %d layers with parameters, got %d names".formatted(layers, names.size()));
        }
        StateDictModules found = new StateDictModules(file);
        List<StateModule> modules = new ArrayList<>();
        for (String name : names) modules.add(found.named(name));
        return modules;
    }

    /** The name of a layer's tensor; a lone {@code torch.nn.Linear} has no name. */
    static String tensor(String layer, String kind) {
        return layer.isEmpty() ? kind : layer + "." + kind;
    }

    private static String tensor(String prefix, String layer, String kind) {
        return prefix + tensor(layer, kind);
    }

    private static float[] values(SafetensorsFile from, StoredParameter parameter, long... shape)
            throws DataFormatException {
        TensorInfo tensor = from.tensor(parameter.tensor().name(), shape);
        return FiniteValues.read(parameter.values(from), from.name(), tensor.name(), tensor.offset(), shape);
    }
}
