/** The gradient checker: analytic gradients against central differences in double precision. */
@NullMarked
package dev.nn.gradient;

import org.jspecify.annotations.NullMarked;
