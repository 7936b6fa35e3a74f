@NullMarked
package dev.nn.examples.lesson.digits;

import org.jspecify.annotations.NullMarked;
