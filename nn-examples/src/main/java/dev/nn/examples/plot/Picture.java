package dev.nn.examples.plot;

import java.awt.image.BufferedImage;

/**
 * A picture with what there is to know about it.
 *
 * @param name short, in lower case, for a file
 * @param caption what to see in it
 * @param svg itself, one {@code <svg>} element
 */
public record Picture(String name, String caption, String svg) {
    /** One of pixels. */
    public Picture(String name, String caption, BufferedImage image) {
        this(
                name,
                caption,
                new Svg()
                        .image(image, 0, 0, image.getWidth(), image.getHeight())
                        .text(image.getWidth(), image.getHeight(), caption));
    }

    /** One with rectangles, images and text. */
    public Picture(String name, String caption, Canvas canvas) {
        this(name, caption, canvas.svg(caption));
    }
}
