package dev.nn.format.onnx.file;

import dev.nn.data.DataFormatException;
import dev.nn.file.Heap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tensors whose values are in another file, which must be in the model's folder or below it; newer exporters write
 * {@code model.onnx.data} beside {@code model.onnx}.
 *
 * <p><a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">ONNX: External Data</a>
 */
public final class ExternalData {
    private final @Nullable Path folder;

    public ExternalData(@Nullable Path folder) {
        this.folder = folder;
    }

    /**
     * The bytes of a tensor.
     *
     * @param needed how many bytes its values take
     */
    public ProtobufReader read(OnnxTensor tensor, long needed) throws IOException {
        String location = tensor.external().getOrDefault("location", "");
        Path file = resolve(tensor, location);
        long offset = number(tensor, "offset", 0);
        long length = number(tensor, "length", needed);
        if (length != needed) {
            throw TensorDecoder.wrong(tensor, "external data of %d bytes".formatted(needed), length + "");
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long there = channel.size();
            if (offset > there || needed > there - offset || needed > Integer.MAX_VALUE - 8) {
                throw TensorDecoder.wrong(
                        tensor,
                        "%d bytes at offset %d of %s".formatted(needed, offset, file),
                        "a file of %d bytes".formatted(there));
            }
            Heap.require(tensor.message().name(), needed);
            ByteBuffer bytes = ByteBuffer.allocate((int) needed);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw TensorDecoder.wrong(tensor, "%d bytes in %s".formatted(needed, file), "fewer");
                }
            }
            return ProtobufReader.of(file.toString(), bytes.array());
        }
    }

    /** The file, if the path leads to one below the model's folder: a model must not read what it isn't given. */
    private Path resolve(OnnxTensor tensor, String location) throws IOException {
        if (folder == null) {
            throw TensorDecoder.wrong(tensor, "values in the model: a stream has no folder", "external data");
        }
        try {
            Path relative = Path.of(location).normalize();
            Path file = folder.resolve(relative);
            if (!relative.isAbsolute() && !relative.startsWith("..") && Files.isRegularFile(file)) {
                // Where all links lead to: one must not lead out of the folder either.
                Path real = file.toRealPath();
                if (real.startsWith(folder.toRealPath())) return real;
                throw TensorDecoder.wrong(
                        tensor,
                        "external data in a file of the model's folder",
                        "'%s', a link that leads out of it; copy the file there"
                                .formatted(OnnxNode.shortened(location)));
            }
        } catch (InvalidPathException e) {
            // Named below, as a path that leads nowhere is.
        }
        throw TensorDecoder.wrong(
                tensor,
                "external data in a file of the model's folder",
                "'%s'".formatted(OnnxNode.shortened(location)));
    }

    private static long number(OnnxTensor tensor, String key, long otherwise) throws DataFormatException {
        String text = tensor.external().get(key);
        if (text == null) return otherwise;
        try {
            long number = Long.parseLong(text);
            if (number >= 0) return number;
        } catch (NumberFormatException e) {
            // Named below, as a negative number is.
        }
        throw TensorDecoder.wrong(
                tensor, "external data with %s, a number".formatted(key), "'%s'".formatted(OnnxNode.shortened(text)));
    }
}
