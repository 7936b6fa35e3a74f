@NullMarked
package dev.nn.examples.lesson.training;

import org.jspecify.annotations.NullMarked;
