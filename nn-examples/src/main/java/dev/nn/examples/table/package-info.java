/** {@code nn train}, {@code nn predict} and {@code nn eval}: any table, from CSV or NumPy files. */
@NullMarked
package dev.nn.examples.table;

import org.jspecify.annotations.NullMarked;
