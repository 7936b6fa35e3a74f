@NullMarked
package dev.nn.table;

import org.jspecify.annotations.NullMarked;
