package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.file.Heap;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Networks in safetensors files.
 *
 * {@snippet file="dev/nn/snippet/FileSnippetsTest.java" region="safetensors" :
 * Safetensors.write(path, network);
 * Network same = Safetensors.readNetwork(path);
 * }
 *
 * The tensors have the names and shapes that a {@code torch.nn.Sequential} of the same layers has, so PyTorch loads the
 * file, too: {@code model.load_state_dict(safetensors.torch.load_file(path))}. The layers stand in the file's metadata.
 * A file from PyTorch has no such description; {@link #readNetwork(Path, NetworkBuilder)} takes one.
 *
 * <p>A network with NaN or an infinity among its parameters is neither written nor read: the message says which tensor has
 * it, and where. {@link SafetensorsWriter#add} writes any values, {@link SafetensorsFile#floats} reads them.
 */
public final class Safetensors {
    /** The metadata key under which the layers stand, as JSON. */
    public static final String NETWORK = "nn.network";

    /** The metadata that PyTorch's readers look for. */
    private static final String FORMAT = "format";

    private static final String PYTORCH = "pt";

    private Safetensors() {}

    /**
     * Opens a file for reading; the caller closes it.
     *
     * @throws DataFormatException if it isn't safetensors
     */
    public static SafetensorsFile open(Path file) throws IOException {
        return SafetensorsFile.open(file);
    }

    /** Writes a file, atomically. */
    public static void write(Path file, SafetensorsWriter contents) throws IOException {
        try {
            AtomicFile.write(file, contents::writeTo);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s is not written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Writes a network: layers and parameters.
     *
     * @throws IllegalArgumentException for a layer that files can't hold, or a parameter that is NaN or infinite; what
     *     was in the file before is still there
     */
    public static void write(Path file, Network network) throws IOException {
        write(file, network, Map.of());
    }

    /**
     * Writes a network and some text by key, which {@link SafetensorsFile#metadata} gives back.
     *
     * @throws IllegalArgumentException as {@link #write(Path, Network)}
     */
    public static void write(Path file, Network network, Map<String, String> metadata) throws IOException {
        write(file, contents(network).metadata(metadata));
    }

    /**
     * The contents of a network's file, to which more can be added before it is written. The parameters are read when it
     * is.
     */
    public static SafetensorsWriter contents(Network network) {
        SafetensorsWriter contents =
                new SafetensorsWriter().metadata(FORMAT, PYTORCH).metadata(NETWORK, architecture(network));
        StateDict.add(contents, "", network, network.parameters());
        return contents;
    }

    /** The layers of a network as JSON: what the file's metadata has under {@link #NETWORK}. */
    public static String architecture(Network network) {
        return Architecture.write(network);
    }

    /**
     * Reads a network that {@link #write(Path, Network)} has written, on the {@linkplain Kernels#best best} kernels.
     *
     * @throws DataFormatException if it isn't such a file, is damaged, or has a parameter that is NaN or infinite; the
     *     message says where and why
     */
    public static Network readNetwork(Path file) throws IOException {
        return readNetwork(file, Kernels.best());
    }

    /** Reads a network on these kernels; the same values on any. */
    public static Network readNetwork(Path file, DenseKernels kernels) throws IOException {
        try (SafetensorsFile tensors = open(file)) {
            return readNetwork(tensors, kernels);
        }
    }

    /** Reads a network for prediction only, its weights in float32; see {@link #readModel(Path, Precision)}. */
    public static Model readModel(Path file) throws IOException {
        return readModel(file, Precision.F32);
    }

    /**
     * Reads a network for prediction only; the model predicts {@linkplain Model#quickStart at once}, although the fast
     * kernels are not compiled yet.
     *
     * @throws DataFormatException as {@link #readNetwork(Path)}
     */
    public static Model readModel(Path file, Precision precision) throws IOException {
        Network network = readNetwork(file, new ScalarDenseKernels());
        try {
            return Model.quickStart(network, precision);
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.toString(), e);
        }
    }

    /**
     * Reads the parameters that PyTorch has trained, on the {@linkplain Kernels#best best} kernels: a safetensors file of a
     * {@code state_dict}, as {@code save_file(model.state_dict(), path)} of safetensors.torch writes it.
     *
     * {@snippet file="dev/nn/snippet/FileSnippetsTest.java" region="state-dict" :
     * Network network = Safetensors.readNetwork(
     *         path, Network.input(784).dense(256, RELU).dense(10));
     * }
     *
     * Each {@code name.weight}, out × in, and its {@code name.bias} become a dense layer, whatever the name is; without
     * a bias it is zero. So do those of convolutions and normalisations, whose weights have other shapes; the inputs of a
     * dense layer behind a flattened image come in PyTorch's order, channels first, and are put into the order here. Which
     * is which follows from the shapes; among layers of one shape, from the numbers in their names (fc1, fc2; layers.0,
     * layers.2), or else from their order in the file. The file must hold nothing else but counters and tensors without
     * values.
     *
     * <p>Names may be wrapped ({@code module.}, {@code model.}, {@code _orig_mod.}, at any depth). Weights may be as
     * PyTorch's weight_norm, spectral_norm and pruning store them. Tensors that the writer left out because others are
     * the same are found by its metadata. Values must be finite; {@link SafetensorsFile#floats} reads any.
     *
     * <p>A file that this library wrote says which layers the network has. They must be those given, but for dropout; layers of
     * one's own are known by their names.
     *
     * @param layers of the network
     * @throws DataFormatException if it doesn't hold just these layers, or their order can't be told: the message lists what
     *     it holds and what was expected
     */
    public static Network readNetwork(Path file, NetworkBuilder layers) throws IOException {
        return readNetwork(file, layers, Kernels.best());
    }

    /** The same as {@link #readNetwork(Path, NetworkBuilder)} on these kernels. */
    public static Network readNetwork(Path file, NetworkBuilder layers, DenseKernels kernels) throws IOException {
        return StateDict.read(file, layers, kernels, null);
    }

    /**
     * The same with the names that layers with parameters have in the file, in order: {@code fc1} stands for {@code
     * fc1.weight} and {@code fc1.bias}. The file may hold other tensors, too.
     *
     * @throws IllegalArgumentException if there are not as many names as layers with parameters
     */
    public static Network readNetwork(Path file, NetworkBuilder layers, DenseKernels kernels, List<String> names)
            throws IOException {
        return StateDict.read(file, layers, kernels, names);
    }

    /** The same as {@link #readNetwork(Path, NetworkBuilder)} for prediction only, with weights in float32. */
    public static Model readModel(Path file, NetworkBuilder layers) throws IOException {
        return readModel(file, layers, Precision.F32);
    }

    /**
     * The same as {@link #readNetwork(Path, NetworkBuilder)} for prediction only; the model predicts {@linkplain
     * Model#quickStart at once}, although the fast kernels are not compiled yet.
     */
    public static Model readModel(Path file, NetworkBuilder layers, Precision precision) throws IOException {
        return Model.quickStart(readNetwork(file, layers, new ScalarDenseKernels()), precision);
    }

    /** Reads the network in an open file, for instance one that came with the class path; other tensors may be there. */
    public static Network readNetwork(SafetensorsFile file, DenseKernels kernels) throws IOException {
        String description = file.metadata().get(NETWORK);
        if (description == null) {
            throw wrong(
                    file,
                    "no description of the layers",
                    "metadata '%s', or Safetensors.readNetwork(path, Network.input(…).dense(…))".formatted(NETWORK),
                    "metadata " + file.metadata().keySet());
        }
        try {
            file.verify();
            // No memory on the word of a description that the tensors don't bear out.
            long values = 0;
            for (TensorInfo tensor : file.tensors()) values += tensor.count();
            Network network = Architecture.read(description, values).build(kernels);
            StateDict.read(file, "", network, network.parameters());
            return network;
        } catch (IllegalArgumentException | ArithmeticException e) {
            DataFormatException wrong =
                    wrong(file, "metadata '%s'".formatted(NETWORK), "a network", String.valueOf(e.getMessage()));
            wrong.initCause(e);
            throw wrong;
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.name(), e);
        }
    }

    private static DataFormatException wrong(SafetensorsFile file, String problem, String expected, String found) {
        return new DataFormatException(file.name(), problem, Long.BYTES, expected, found);
    }
}
