/**
 * What is computed value by value: activations and their gradients, losses, the conversion of bytes; a loop on vectors for
 * each, because C2 keeps vectors in registers only within a method.
 */
@NullMarked
package dev.nn.simd.function;

import org.jspecify.annotations.NullMarked;
