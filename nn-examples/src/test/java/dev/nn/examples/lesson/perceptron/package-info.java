@NullMarked
package dev.nn.examples.lesson.perceptron;

import org.jspecify.annotations.NullMarked;
