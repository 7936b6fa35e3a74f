/** Lessons 13, 14, 17, 18, 20 and 21: handwritten digits. */
@NullMarked
package dev.nn.examples.lesson.digits;

import org.jspecify.annotations.NullMarked;
