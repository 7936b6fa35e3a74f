/** Other libraries to compare with: what they have to offer, found as services. */
@NullMarked
package dev.nn.bench.peer;

import org.jspecify.annotations.NullMarked;
