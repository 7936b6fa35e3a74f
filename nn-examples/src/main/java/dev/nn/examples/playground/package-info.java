/** The playground: a small network that one watches while it learns, changed by hand, in a browser. */
@NullMarked
package dev.nn.examples.playground;

import org.jspecify.annotations.NullMarked;
