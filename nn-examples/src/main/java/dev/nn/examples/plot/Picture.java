package dev.nn.examples.plot;

import java.awt.image.BufferedImage;

/**
 * A picture with what there is to know about it.
 *
 * @param name short, in lower case, for a file
 * @param caption what to see in it
 * @param image itself
 */
public record Picture(String name, String caption, BufferedImage image) {}
