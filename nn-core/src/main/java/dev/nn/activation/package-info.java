/** The activation functions, one record each, in rising order of complexity, with value and derivative in double precision. */
@NullMarked
package dev.nn.activation;

import org.jspecify.annotations.NullMarked;
