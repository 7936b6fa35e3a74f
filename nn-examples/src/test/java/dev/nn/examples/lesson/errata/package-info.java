@NullMarked
package dev.nn.examples.lesson.errata;

import org.jspecify.annotations.NullMarked;
