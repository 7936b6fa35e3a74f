/** What is made of the measurements: rows, the table, the picture and the JSON file. */
@NullMarked
package dev.nn.bench.report;

import org.jspecify.annotations.NullMarked;
