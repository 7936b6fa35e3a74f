/** Text for messages; not exported. */
@NullMarked
package dev.nn.text;

import org.jspecify.annotations.NullMarked;
