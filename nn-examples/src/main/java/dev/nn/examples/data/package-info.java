/** The small data sets that lessons learn from, each from a seeded generator. */
@NullMarked
package dev.nn.examples.data;

import org.jspecify.annotations.NullMarked;
