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
import dev.nn.network.StateDict;
import dev.nn.safetensors.SafetensorsFile;
import dev.nn.safetensors.SafetensorsWriter;
import dev.nn.safetensors.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
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
 * A file from PyTorch has no such description; {@link NetworkBuilder#load(Path)} loads it.
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

    /** Reads the network in an open file, for instance one that came with the class path; other tensors may be there. */
    public static Network readNetwork(SafetensorsFile file, DenseKernels kernels) throws IOException {
        String description = file.metadata().get(NETWORK);
        if (description == null) {
            throw wrong(
                    file,
                    "no description of the layers",
                    "metadata '%s', or Network.input(…).dense(…).load(path)".formatted(NETWORK),
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
