/** Sixteen small networks at once, a network in each lane. */
@NullMarked
package dev.nn.simd.lane;

import org.jspecify.annotations.NullMarked;
