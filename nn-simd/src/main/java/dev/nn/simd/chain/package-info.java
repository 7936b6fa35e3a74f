/** Single rows through small networks: consecutive dense layers as one operation. */
@NullMarked
package dev.nn.simd.chain;

import org.jspecify.annotations.NullMarked;
