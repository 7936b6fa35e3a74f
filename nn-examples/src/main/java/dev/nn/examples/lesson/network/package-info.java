/** Lessons 5 to 7 and 24: layers, what depth is without activations, activations, and the same network elsewhere. */
@NullMarked
package dev.nn.examples.lesson.network;

import org.jspecify.annotations.NullMarked;
