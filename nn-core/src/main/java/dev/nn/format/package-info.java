/** Files of networks, and how files are written so that none is ever half there. */
@NullMarked
package dev.nn.format;

import org.jspecify.annotations.NullMarked;
