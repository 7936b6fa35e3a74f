@NullMarked
package dev.nn.examples.data;

import org.jspecify.annotations.NullMarked;
