/** The seam between networks and arithmetic: what a dense layer computes, who can compute it, and the plain scalar loops that define it. */
@NullMarked
package dev.nn.kernel;

import org.jspecify.annotations.NullMarked;
