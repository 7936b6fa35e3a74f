/** Lessons 8 to 12: gradients, backpropagation, losses and update rules. */
@NullMarked
package dev.nn.examples.lesson.training;

import org.jspecify.annotations.NullMarked;
