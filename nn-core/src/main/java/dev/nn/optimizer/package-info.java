/** The optimisers, one record each, beside their update rules and papers. */
@NullMarked
package dev.nn.optimizer;

import org.jspecify.annotations.NullMarked;
