package dev.nn.training;

import dev.nn.safetensors.SafetensorsFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** What a script beside the file has written: short trainings by PyTorch, each with its description. */
record TorchFile(SafetensorsFile contents) {
    /** Of dense networks. */
    static final String TRAJECTORIES = "/torch/trajectories.safetensors";

    /** Of networks of images. */
    static final String IMAGES = "/torch/images.safetensors";

    /** Row-major values. */
    record Tensor(int[] shape, float[] values) {
        /** Columns of a matrix. */
        int columns() {
            return shape[1];
        }
    }

    static TorchFile read(String name) {
        try (InputStream in = TorchFile.class.getResourceAsStream(name)) {
            if (in == null) throw new FileNotFoundException("no resource " + name);
            return new TorchFile(SafetensorsFile.read(name, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name of every case, with its description. */
    Map<String, String> descriptions() {
        return contents.metadata();
    }

    Tensor tensor(String name) {
        try {
            int[] shape = contents.tensor(name).shape().stream()
                    .mapToInt(Math::toIntExact)
                    .toArray();
            return new Tensor(shape, contents.floats(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
