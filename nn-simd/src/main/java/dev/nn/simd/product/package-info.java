/**
 * The three products of a dense layer, from the loops over blocks down to the register tile, and how their operands lie in
 * memory. {@code MicroKernel}, {@code DotKernel}, {@code OuterKernel} and {@code SquareTranspose} are generated from
 * templates.
 */
@NullMarked
package dev.nn.simd.product;

import org.jspecify.annotations.NullMarked;
