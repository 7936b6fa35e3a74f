@NullMarked
package dev.nn.bench.measure;

import org.jspecify.annotations.NullMarked;
