@NullMarked
package dev.nn.examples.lesson;

import org.jspecify.annotations.NullMarked;
