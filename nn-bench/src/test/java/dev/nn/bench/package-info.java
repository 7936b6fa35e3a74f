@NullMarked
package dev.nn.bench;

import org.jspecify.annotations.NullMarked;
