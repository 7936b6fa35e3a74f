package dev.nn.examples.plot;

import dev.nn.format.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The file format of the pictures. */
public final class Png {
    private Png() {}

    /** Writes a picture to {@code file}, atomically. */
    public static void write(Path file, BufferedImage picture) throws IOException {
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(picture, "png", out)) throw new IOException("this Java cannot write PNG files");
        });
    }
}
