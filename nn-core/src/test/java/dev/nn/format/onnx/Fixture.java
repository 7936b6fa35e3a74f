package dev.nn.format.onnx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file in {@code src/test/resources/onnx} with inputs and what its exporter computes for them; see {@code
 * make-fixtures.py} there.
 *
 * @param file the model
 * @param rows samples
 * @param in features of x
 * @param x inputs
 * @param y outputs
 */
record Fixture(Path file, int rows, int in, float[] x, float[] y) {
    /** All models that can be read, by name. */
    static List<String> names() {
        return list().filter(name -> !name.startsWith("refused-") && !name.startsWith("judged-"))
                .toList();
    }

    /** All models that must not be read. */
    static List<String> refused() {
        return list().filter(name -> name.startsWith("refused-")).toList();
    }

    private static Stream<String> list() {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".onnx"))
                    .map(name -> name.substring(0, name.length() - ".onnx".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder() {
        try {
            return Path.of(Fixture.class.getResource("/onnx").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path file(String name) {
        return folder().resolve(name + ".onnx");
    }

    static Fixture of(String name) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(folder().resolve(name + ".bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        int rows = data.getInt(), in = data.getInt(), out = data.getInt();
        float[] x = new float[rows * in], y = new float[rows * out];
        for (int i = 0; i < x.length; i++) x[i] = data.getFloat();
        for (int i = 0; i < y.length; i++) y[i] = data.getFloat();
        return new Fixture(file(name), rows, in, x, y);
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
