package dev.nn.examples.lesson.desk;

/**
 * A drawing as SVG: sharp on every screen, with text that can be selected.
 *
 * @param name for its file
 * @param caption what it shows
 * @param svg one {@code <svg>} element; it stands in the page as it is
 */
public record Drawing(String name, String caption, String svg) {}
