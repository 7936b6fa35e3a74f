/**
 * The activations, eˣ and ln(1 + x), each written once, for one float in plain Java: what the plain kernels call, and what
 * {@code KernelGenerator} translates into the loops over vectors, operation by operation, so that both have the same bits.
 *
 * <p>The translation knows the operators, {@code ?:}, an early return, and these methods of {@code Math} and {@code Float}:
 * abs, fma, min and max of ints, {@code floatToRawIntBits}, {@code intBitsToFloat}. A class with a {@code value} and a
 * {@code slope} is an activation's, named after it; what the methods take besides z or y are components of its record. The
 * slope is taken from z or y, as {@link dev.nn.activation.Activation#saved()} says.
 */
@NullMarked
package dev.nn.simd.formula;

import org.jspecify.annotations.NullMarked;
