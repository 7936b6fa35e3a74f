/** Files that models are read from: how their bytes come into memory, and what they are if no model; not exported. */
@NullMarked
package dev.nn.file;

import org.jspecify.annotations.NullMarked;
