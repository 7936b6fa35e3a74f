package dev.nn.examples.mnist;

import dev.nn.examples.plot.ColorMap;
import java.awt.image.BufferedImage;

/** Numbers as an image, one pixel each. */
public final class Pixels {
    private Pixels() {}

    /** The image of {@code width} × {@code height} values from 0 to 1, row by row. */
    public static BufferedImage image(float[] values, int width, int height, ColorMap colors) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, colors.at(values[i]).getRGB());
        }
        return image;
    }
}
