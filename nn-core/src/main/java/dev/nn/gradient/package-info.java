/** Gradients to look at: the checker of those that training uses, against central differences, and those of inputs. */
@NullMarked
package dev.nn.gradient;

import org.jspecify.annotations.NullMarked;
