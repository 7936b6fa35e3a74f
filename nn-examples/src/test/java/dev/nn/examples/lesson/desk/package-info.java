@NullMarked
package dev.nn.examples.lesson.desk;

import org.jspecify.annotations.NullMarked;
