/** The commands of {@code ./nn spark}. */
@NullMarked
package dev.nn.spark.command;

import org.jspecify.annotations.NullMarked;
