/** The child JVMs that measure, and how their results come back. */
@NullMarked
package dev.nn.bench.fork;

import org.jspecify.annotations.NullMarked;
