/** The JMH benchmarks: kernels, layers and training steps, in GFLOP/s and as a share of the machine's peak. */
@NullMarked
package dev.nn.bench;

import org.jspecify.annotations.NullMarked;
