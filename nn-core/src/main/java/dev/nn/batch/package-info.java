/** The rows of a mini-batch and their loss; not exported. */
@NullMarked
package dev.nn.batch;

import org.jspecify.annotations.NullMarked;
