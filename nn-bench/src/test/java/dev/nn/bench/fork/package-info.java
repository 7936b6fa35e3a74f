@NullMarked
package dev.nn.bench.fork;

import org.jspecify.annotations.NullMarked;
