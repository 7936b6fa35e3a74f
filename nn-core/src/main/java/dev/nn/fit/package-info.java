/** Fits on all rows at once, for small networks: L-BFGS and Levenberg–Marquardt. */
@NullMarked
package dev.nn.fit;

import org.jspecify.annotations.NullMarked;
