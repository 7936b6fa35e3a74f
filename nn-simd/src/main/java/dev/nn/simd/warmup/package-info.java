/**
 * What runs before the first real call: each operation that a layer needs, on a stand-in with next to no work.
 */
@NullMarked
package dev.nn.simd.warmup;

import org.jspecify.annotations.NullMarked;
