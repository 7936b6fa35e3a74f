/** Programs that use nn in every way that a JVM can be started, built and run against the jars as Maven made them. */
@NullMarked
package dev.nn.consumers;

import org.jspecify.annotations.NullMarked;
