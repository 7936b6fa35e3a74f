/**
 * Tables: from records of text and numbers to a network's inputs and back, with everything that takes kept in the model's
 * file.
 */
@NullMarked
package dev.nn.table;

import org.jspecify.annotations.NullMarked;
