/** The libraries that {@code ./nn bench --peers} measures beside ours. */
@NullMarked
package dev.nn.bench.peers;

import org.jspecify.annotations.NullMarked;
