/** Guards against wrong use: an object used by two threads at once, or a size that no memory holds. Not exported. */
@NullMarked
package dev.nn.guard;

import org.jspecify.annotations.NullMarked;
