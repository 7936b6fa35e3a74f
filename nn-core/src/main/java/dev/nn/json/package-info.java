/** JSON, as far as file headers need it; not exported. */
@NullMarked
package dev.nn.json;

import org.jspecify.annotations.NullMarked;
