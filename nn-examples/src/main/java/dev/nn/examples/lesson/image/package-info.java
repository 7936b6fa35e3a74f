/** Lessons on networks of images. */
@NullMarked
package dev.nn.examples.lesson.image;

import org.jspecify.annotations.NullMarked;
