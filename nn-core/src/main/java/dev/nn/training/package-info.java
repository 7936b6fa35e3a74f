/** The training loop: mini-batches, schedules, early stopping, history, listeners. */
@NullMarked
package dev.nn.training;

import org.jspecify.annotations.NullMarked;
