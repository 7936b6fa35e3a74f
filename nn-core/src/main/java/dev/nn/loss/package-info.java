/** The loss functions, one class each, beside their gradients. */
@NullMarked
package dev.nn.loss;

import org.jspecify.annotations.NullMarked;
