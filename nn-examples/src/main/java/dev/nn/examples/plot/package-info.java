/** Pictures: one palette and one way to draw line charts, tables and grids of images as PNG. */
@NullMarked
package dev.nn.examples.plot;

import org.jspecify.annotations.NullMarked;
