/** The benchmark command: {@code ./nn bench}. */
@NullMarked
package dev.nn.bench;

import org.jspecify.annotations.NullMarked;
