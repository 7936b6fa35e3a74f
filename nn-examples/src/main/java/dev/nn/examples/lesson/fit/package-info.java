/** Lessons 15, 16 and 19: how well a network fits, too well or not well enough. */
@NullMarked
package dev.nn.examples.lesson.fit;

import org.jspecify.annotations.NullMarked;
