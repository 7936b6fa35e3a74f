/** How weights start: Glorot, He and LeCun, uniform and normal. */
@NullMarked
package dev.nn.initializer;

import org.jspecify.annotations.NullMarked;
