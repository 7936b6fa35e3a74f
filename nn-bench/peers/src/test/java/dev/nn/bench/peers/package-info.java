@NullMarked
package dev.nn.bench.peers;

import org.jspecify.annotations.NullMarked;
