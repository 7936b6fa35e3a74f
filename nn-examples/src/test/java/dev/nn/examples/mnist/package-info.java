/** Tests of {@code nn mnist}. */
@NullMarked
package dev.nn.examples.mnist;

import org.jspecify.annotations.NullMarked;
