@NullMarked
package dev.nn.examples.lesson.fit;

import org.jspecify.annotations.NullMarked;
