package dev.nn.format;

import dev.nn.data.DataFormatException;
import dev.nn.format.onnx.OnnxImport;
import dev.nn.format.onnx.write.OnnxExport;
import dev.nn.kernel.Precision;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Model;
import dev.nn.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The ONNX format, read and written: networks for other runtimes, and feed-forward networks from PyTorch, scikit-learn and
 * Keras.
 *
 * <p>Read are files of opset 7 and later that are one chain of dense layers from one input to one output: Gemm and MatMul
 * with constant weights; every {@linkplain dev.nn.activation.Activation activation} of this library, as one operator or as
 * the several that exporters write; softmax and its logarithm; additions and multiplications by constants and batch
 * normalisation, which become part of the dense layer beside them; what changes shapes but no values. Dropout is left out.
 * Weights may be of any floating-point type and become floats. A model for a fixed batch size is read as one for any.
 *
 * <p>Of a classifier with labels and probabilities, the probabilities are read; two classes always have two columns.
 *
 * <p><a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">Open Neural Network Exchange Intermediate
 * Representation</a>
 */
public final class Onnx {
    private Onnx() {}

    /**
     * Reads the network of a file, to use or to train further.
     *
     * @throws DataFormatException if it isn't an ONNX file, or not one of such a network; the message names the operator
     *     and the node that don't fit
     */
    public static Network read(Path file) throws IOException {
        return OnnxImport.read(file.toString(), bytes(file), folder(file), null);
    }

    /**
     * Reads the network that computes one of the outputs of a file.
     *
     * @param output the output's name
     * @throws DataFormatException as {@link #read(Path)}, or if there is no such output
     */
    public static Network read(Path file, String output) throws IOException {
        return OnnxImport.read(file.toString(), bytes(file), folder(file), output);
    }

    /**
     * Reads the network of a stream, for instance a resource, to its end; the caller closes it.
     *
     * @param name what messages call it
     * @throws DataFormatException as {@link #read(Path)}, or if weights are in another file
     */
    public static Network read(String name, InputStream in) throws IOException {
        return OnnxImport.read(name, in.readAllBytes(), null, null);
    }

    /** Reads a network for prediction only, its weights in float32; see {@link #readModel(Path, Precision)}. */
    public static Model readModel(Path file) throws IOException {
        return readModel(file, Precision.F32);
    }

    /**
     * Reads a network for prediction only; the model predicts {@linkplain Model#quickStart at once}, although the fast
     * kernels are not compiled yet.
     *
     * @throws DataFormatException as {@link #read(Path)}
     */
    public static Model readModel(Path file, Precision precision) throws IOException {
        Network network = OnnxImport.read(file.toString(), bytes(file), folder(file), null, new ScalarDenseKernels());
        return Model.quickStart(network, precision);
    }

    /**
     * Writes a network as ONNX, opset 17: input {@code input}, batch × in, and output {@code output}, batch × out, both
     * float with a batch of any size. Dropout is left out. The file appears all at once.
     *
     * @throws IllegalArgumentException if the file would be larger than 2 GiB, the limit of the format
     */
    public static void write(Path file, Network network) throws IOException {
        OnnxExport export = new OnnxExport(network);
        AtomicFile.write(file, export::writeTo);
    }

    private static byte[] bytes(Path file) throws IOException {
        long size = Files.size(file);
        if (size > Integer.MAX_VALUE - 8) {
            throw new DataFormatException(file.toString(), "size", 0, "at most 2 GiB", size + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }
}
