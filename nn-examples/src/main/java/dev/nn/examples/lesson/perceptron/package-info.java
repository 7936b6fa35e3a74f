/** Lessons 0 to 4: one perceptron, what it learns and what it cannot. */
@NullMarked
package dev.nn.examples.lesson.perceptron;

import org.jspecify.annotations.NullMarked;
