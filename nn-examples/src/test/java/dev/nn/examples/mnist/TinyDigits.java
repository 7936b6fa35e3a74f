package dev.nn.examples.mnist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A folder with four small IDX files that any network can learn: images of 6 × 6 with a bright spot for each class. */
final class TinyDigits {
    static final int SIDE = 6;
    static final int TRAIN = 300;
    static final int TEST = 50;

    private static final int IMAGES = 0x0803;
    private static final int LABELS = 0x0801;

    private TinyDigits() {}

    static Path write(Path folder) throws IOException {
        write(folder, "train", TRAIN);
        write(folder, "t10k", TEST);
        return folder;
    }

    private static void write(Path folder, String part, int count) throws IOException {
        Random random = new Random(count);
        byte[] labels = new byte[count], pixels = new byte[count * SIDE * SIDE];
        random.nextBytes(pixels);
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
            for (int p = 0; p < SIDE * SIDE; p++) pixels[i * SIDE * SIDE + p] &= 0x3f;
            pixels[i * SIDE * SIDE + 3 * labels[i]] = (byte) 0xff;
        }
        images(folder.resolve(part + "-images-idx3-ubyte"), count, SIDE, SIDE, pixels);
        labels(folder.resolve(part + "-labels-idx1-ubyte"), labels);
    }

    static void images(Path file, int count, int rows, int columns, byte[] pixels) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(16 + pixels.length);
        Files.write(
                file,
                content.putInt(IMAGES)
                        .putInt(count)
                        .putInt(rows)
                        .putInt(columns)
                        .put(pixels)
                        .array());
    }

    static void labels(Path file, byte... labels) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(8 + labels.length);
        Files.write(
                file, content.putInt(LABELS).putInt(labels.length).put(labels).array());
    }
}
