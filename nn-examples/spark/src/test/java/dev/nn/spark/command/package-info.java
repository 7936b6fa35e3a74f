/** Tests of the commands, and of what they compute. */
@NullMarked
package dev.nn.spark.command;

import org.jspecify.annotations.NullMarked;
