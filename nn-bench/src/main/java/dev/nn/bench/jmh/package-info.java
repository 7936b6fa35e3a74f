/** The JMH benchmarks, for those who know JMH: {@code ./nn bench --jmh}. */
@NullMarked
package dev.nn.bench.jmh;

import org.jspecify.annotations.NullMarked;
