/** Tests of what stands around JMH's benchmarks. */
@NullMarked
package dev.nn.bench.jmh;

import org.jspecify.annotations.NullMarked;
