/** What is measured: shapes, operands, layers and training steps at work, and the check of their results. */
@NullMarked
package dev.nn.bench.work;

import org.jspecify.annotations.NullMarked;
