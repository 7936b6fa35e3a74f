package dev.nn.examples.playground;

import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A form in which a page's network can be taken away. */
enum Download {
    SAFETENSORS("playground.safetensors", "application/octet-stream"),
    ONNX("playground.onnx", "application/octet-stream"),
    JAVA("Playground.java", "text/x-java; charset=utf-8");

    private final String file;
    private final String type;

    Download(String file, String type) {
        this.file = file;
        this.type = type;
    }

    static @Nullable Download named(String file) {
        return Stream.of(values())
                .filter(form -> form.file.equals(file))
                .findFirst()
                .orElse(null);
    }

    String type() {
        return type;
    }

    byte[] of(Experiment experiment) throws IOException {
        return switch (this) {
            case SAFETENSORS -> written(experiment.network(), Safetensors::write);
            case ONNX -> written(experiment.network(), Onnx::write);
            case JAVA -> JavaSource.of(experiment.settings()).getBytes(StandardCharsets.UTF_8);
        };
    }

    private interface Writer {
        void write(Path file, Network network) throws IOException;
    }

    private byte[] written(Network network, Writer writer) throws IOException {
        Path folder = Files.createTempDirectory("nn-playground");
        Path path = folder.resolve(file);
        try {
            writer.write(path, network);
            return Files.readAllBytes(path);
        } finally {
            Files.deleteIfExists(path);
            Files.delete(folder);
        }
    }
}
