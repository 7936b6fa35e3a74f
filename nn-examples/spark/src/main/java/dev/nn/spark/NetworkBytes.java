package dev.nn.spark;

import dev.nn.format.Safetensors;
import dev.nn.kernel.Kernels;
import dev.nn.network.Network;
import dev.nn.safetensors.SafetensorsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A network on its way to other machines: a safetensors file with its layers, the same everywhere. */
public final class NetworkBytes {
    private NetworkBytes() {}

    /** The file of a network. */
    public static byte[] of(Network network) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            Safetensors.contents(network).writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The network of {@link #of}, on the best kernels of this machine. */
    public static Network network(byte[] bytes) {
        try (SafetensorsFile file = SafetensorsFile.read("broadcast", new ByteArrayInputStream(bytes))) {
            return Safetensors.readNetwork(file, Kernels.best());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
