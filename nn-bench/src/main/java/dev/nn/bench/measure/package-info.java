/** How it is measured: clocks, interleaved rounds, and the limits of the machine. */
@NullMarked
package dev.nn.bench.measure;

import org.jspecify.annotations.NullMarked;
