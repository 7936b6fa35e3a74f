/** The classic perceptron: one linear threshold unit and its learning rule. */
@NullMarked
package dev.nn.perceptron;

import org.jspecify.annotations.NullMarked;
