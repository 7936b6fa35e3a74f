@NullMarked
package dev.nn.bench.peer;

import org.jspecify.annotations.NullMarked;
