/** What a user sees while a network is trained. */
@NullMarked
package dev.nn.examples.progress;

import org.jspecify.annotations.NullMarked;
