@NullMarked
package dev.nn.examples.lesson.network;

import org.jspecify.annotations.NullMarked;
