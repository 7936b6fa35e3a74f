package dev.nn.examples.plot;

import dev.nn.format.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The file format of the pictures. */
public final class Png {
    private Png() {}

    /** Writes a picture to {@code file}, atomically. */
    public static void write(Path file, BufferedImage picture) throws IOException {
        byte[] bytes = bytes(picture);
        AtomicFile.write(file, out -> out.write(bytes));
    }

    /** What the file of a picture holds. */
    public static byte[] bytes(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, "png", bytes)) throw new IOException("this Java cannot write PNG files");
        return bytes.toByteArray();
    }
}
