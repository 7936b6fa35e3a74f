@NullMarked
package dev.nn.examples.table;

import org.jspecify.annotations.NullMarked;
