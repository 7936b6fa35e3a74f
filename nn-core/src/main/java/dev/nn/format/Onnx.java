package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.file.FileBytes;
import dev.nn.file.Heap;
import dev.nn.file.ModelFormat;
import dev.nn.format.onnx.OnnxImport;
import dev.nn.format.onnx.write.OnnxExport;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Precision;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Model;
import dev.nn.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ONNX format, read and written: networks for other runtimes, and feed-forward networks from PyTorch, scikit-learn and
 * Keras.
 *
 * <p>Read are files of opset 7 and later that are one chain of layers from one input to one output: products with
 * constant weights, which become dense layers; {@linkplain dev.nn.activation.Activation activations}, softmax and its
 * logarithm, as one operator or as several; scalings by constants and batch normalisation, which become part of the dense
 * layer beside them; what changes shapes but no values. Every other function of a row that takes no weights becomes a
 * {@linkplain dev.nn.network.Formula formula}. Dropout is left out. Weights may be of any floating-point type and become
 * floats. A model for a fixed batch size is read as one for any. Several inputs become one, their columns side by side in
 * the order of the file.
 *
 * <p>Of a classifier with labels and probabilities, the probabilities are read; two classes always have two columns.
 *
 * <p><a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">Open Neural Network Exchange Intermediate
 * Representation</a>
 *
 * <pre>{@code
 * Network network = Onnx.readNetwork(path);  // or readModel, for prediction only
 * Onnx.write(path, network);
 * }</pre>
 */
public final class Onnx {
    private Onnx() {}

    /**
     * Reads the network of a file, to use or to train further, on the {@linkplain Kernels#best best} kernels.
     *
     * @throws DataFormatException if it isn't an ONNX file, or not one of such a network, or if weights are NaN or infinite;
     *     the message names the operator and the node that don't fit, or the tensor, or what else the file is
     */
    public static Network readNetwork(Path file) throws IOException {
        return readNetwork(file, null, null);
    }

    /** Reads a network on these kernels; the same values on any. */
    public static Network readNetwork(Path file, DenseKernels kernels) throws IOException {
        return readNetwork(file, null, kernels);
    }

    /**
     * Reads the network that computes one of the outputs of a file.
     *
     * @param output the output's name
     * @throws DataFormatException as {@link #readNetwork(Path)}, or if there is no such output
     */
    public static Network readNetwork(Path file, String output) throws IOException {
        return readNetwork(file, output, null);
    }

    /**
     * Reads the network of a stream, for instance a resource, to its end; the caller closes it.
     *
     * @param name what messages call it
     * @throws DataFormatException as {@link #readNetwork(Path)}, or if weights are in another file
     */
    public static Network readNetwork(String name, InputStream in) throws IOException {
        return network(FileBytes.of(name, in, ModelFormat.ONNX), null, null, null);
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
        return quickStart(file, null, precision);
    }

    /**
     * Reads the network that computes one of the outputs of a file, for prediction only.
     *
     * @param output the output's name
     * @throws DataFormatException as {@link #readNetwork(Path, String)}
     */
    public static Model readModel(Path file, Precision precision, String output) throws IOException {
        return quickStart(file, output, precision);
    }

    private static Model quickStart(Path file, @Nullable String output, Precision precision) throws IOException {
        Network network = readNetwork(file, output, new ScalarDenseKernels());
        try {
            return Model.quickStart(network, precision);
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(file.toString(), e);
        }
    }

    /**
     * Writes a network as ONNX, opset 17: input {@code input}, batch × in, and output {@code output}, batch × out, both
     * float with a batch of any size. Dropout is left out. The file appears all at once.
     *
     * @throws IllegalArgumentException if a parameter is NaN or infinite, or the file would be larger than 2 GiB, the
     *     limit of the format; what was in the file before is still there
     */
    public static void write(Path file, Network network) throws IOException {
        try {
            OnnxExport export = new OnnxExport(network);
            AtomicFile.write(file, export::writeTo);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("%s is not written: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Network readNetwork(Path file, @Nullable String output, @Nullable DenseKernels kernels)
            throws IOException {
        try (FileBytes bytes = FileBytes.of(file, ModelFormat.ONNX)) {
            return network(bytes, folder(file), output, kernels);
        }
    }

    private static Network network(
            FileBytes bytes, @Nullable Path folder, @Nullable String output, @Nullable DenseKernels kernels)
            throws IOException {
        String name = bytes.name();
        long size = bytes.segment().byteSize();
        try {
            if (size > Integer.MAX_VALUE) {
                throw new DataFormatException(name, "size", 0, "at most 2 GiB", size + " bytes");
            }
            Heap.require(name, size);
            return OnnxImport.read(name, bytes.segment().asByteBuffer(), folder, output, kernels);
        } catch (DataFormatException e) {
            throw bytes.instead(e);
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(name, e);
        }
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
