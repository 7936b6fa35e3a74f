package dev.nn.safetensors;

import dev.nn.activation.Activation;
import dev.nn.format.Hostility;
import dev.nn.format.Mutator;
import dev.nn.format.Safetensors;
import dev.nn.format.Unchecked;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged safetensors files: of PyTorch, and of ours with networks. */
class HostileSafetensorsTest {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\u0000",
        "\\",
        "null",
        "-",
        "1e9",
        "[[[[",
        "{\"a\":",
        "__metadata__",
        "dtype",
        "shape",
        "data_offsets",
        "F32",
        "F16",
        "BF16",
        "F64",
        "I64",
        "F4",
        "0.weight",
        "nn.network",
        "nn.crc32c",
        "dense",
        "é"
    };

    private static List<byte[]> originals() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : List.of("sequential", "net", "linear", "f64", "f16", "bf16", "batch_norm")) {
            try (InputStream in =
                    HostileSafetensorsTest.class.getResourceAsStream("/safetensors/" + name + ".safetensors")) {
                files.add(in.readAllBytes());
            }
        }
        for (Network network : List.of(
                Network.input(3).dense(2).build(Initializer.he(), 1),
                Network.input(5)
                        .dense(4, Activation.ELU)
                        .dropout(0.5)
                        .dense(3, Activation.LEAKY_RELU)
                        .softmax()
                        .build(Initializer.he(), 1))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Safetensors.contents(network).writeTo(out);
            files.add(out.toByteArray());
            files.add(Unchecked.copy(out.toByteArray()));
        }
        return files;
    }

    /** Reads whatever can be read; a network, too, if it seems to be there. */
    private static void readAll(SafetensorsFile file) throws IOException {
        for (TensorInfo tensor : file.tensors()) if (tensor.type().isReadable()) file.floats(tensor.name());
        if (file.metadata().containsKey(Safetensors.NETWORK)) Safetensors.readNetwork(file, new ScalarDenseKernels());
    }

    private static void read(byte[] bytes) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.read(Hostility.NAME, new ByteArrayInputStream(bytes))) {
            readAll(file);
        }
    }

    private static void survive(long seed, int variants) throws IOException {
        Hostility.survives(
                new Mutator(seed, originals(), PIECES), variants, 200_000, 100, HostileSafetensorsTest::read);
    }

    @Test
    void damagedFilesAreRefusedOrRead() throws IOException {
        survive(1, 5_000);
    }

    @Test
    @Tag("exhaustive")
    void veryManyDamagedFilesAreRefusedOrRead() throws IOException {
        survive(2, 200_000);
    }
}
