/** Data sets and the files they are read from. */
@NullMarked
package dev.nn.data;

import org.jspecify.annotations.NullMarked;
