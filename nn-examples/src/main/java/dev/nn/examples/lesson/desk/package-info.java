/** What lessons are made of: the report with its tables, and the experiments that several chapters share. */
@NullMarked
package dev.nn.examples.lesson.desk;

import org.jspecify.annotations.NullMarked;
