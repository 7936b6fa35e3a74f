@NullMarked
package dev.nn.perceptron;

import org.jspecify.annotations.NullMarked;
