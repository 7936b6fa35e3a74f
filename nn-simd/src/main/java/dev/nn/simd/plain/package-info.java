/**
 * The same operations in plain Java, with the same bits: for the time in which vector kernels are not compiled yet, and for
 * those that never will be. Loads no class of the Vector API.
 */
@NullMarked
package dev.nn.simd.plain;

import org.jspecify.annotations.NullMarked;
