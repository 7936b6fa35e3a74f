/** The lessons: every system of the source lectures, run, measured and drawn; {@code nn lesson} lists them. */
@NullMarked
package dev.nn.examples.lesson;

import org.jspecify.annotations.NullMarked;
