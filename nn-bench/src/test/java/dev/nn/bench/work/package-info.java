@NullMarked
package dev.nn.bench.work;

import org.jspecify.annotations.NullMarked;
