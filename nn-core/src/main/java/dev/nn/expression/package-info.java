/**
 * Functions of one row that are no activation of their own: elementwise operators, constants and reductions, kept as data,
 * so that they can be run, differentiated and written to files.
 */
@NullMarked
package dev.nn.expression;

import org.jspecify.annotations.NullMarked;
