package dev.nn.examples.mnist;

import dev.nn.format.AtomicFile;
import dev.nn.format.Onnx;
import dev.nn.format.Safetensors;
import dev.nn.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that keeps the trained network. */
final class SaveOptions {
    private static final String SAFETENSORS = ".safetensors", ONNX = ".onnx";

    @Option(
            names = "--save",
            paramLabel = "MODEL",
            description = "Write the trained network to a file named *.safetensors or *.onnx.")
    private @Nullable Path model;

    /** Throws {@link IllegalArgumentException} if the name says no format. */
    void check() {
        if (model != null && !named(SAFETENSORS) && !named(ONNX)) {
            throw new IllegalArgumentException(
                    "--save %s: the name must end with %s or %s".formatted(model, SAFETENSORS, ONNX));
        }
    }

    private boolean named(String ending) {
        return String.valueOf(model).toLowerCase(Locale.ROOT).endsWith(ending);
    }

    /** Checks that the file can be written, before there is anything to lose. */
    void requireWritable() throws IOException {
        if (model != null) AtomicFile.check(model);
    }

    /** Writes the network, if that was asked for; what to say about it. */
    List<String> write(Network network) throws IOException {
        if (model == null) return List.of();
        if (named(ONNX)) Onnx.write(model, network);
        else Safetensors.write(model, network);
        return List.of("model     " + model);
    }
}
