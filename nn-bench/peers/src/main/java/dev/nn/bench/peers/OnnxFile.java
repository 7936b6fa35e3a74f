package dev.nn.bench.peers;

import dev.nn.format.Onnx;
import dev.nn.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A network of images as an ONNX model, as our own export writes it: with the channels first. */
final class OnnxFile {
    private OnnxFile() {}

    /** The bytes of the file. */
    static byte[] of(Network network) {
        try {
            Path file = Files.createTempFile("nn-bench", ".onnx");
            try {
                Onnx.write(file, network);
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
