/** Convolutions as products of windows and panels of weights, without patches in memory. */
@NullMarked
package dev.nn.simd.convolution;

import org.jspecify.annotations.NullMarked;
