/**
 * The examples in the documentation of the public classes, where they are compiled and run. Javadoc compares each with the
 * lines between {@code @start} and {@code @end} here; the colon leaves out the line with {@code @start}.
 */
@NullMarked
package dev.nn.snippet;

import org.jspecify.annotations.NullMarked;
