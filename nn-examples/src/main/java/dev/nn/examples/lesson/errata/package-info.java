/** The appendix: what the slides get wrong, each with the number that proves it. */
@NullMarked
package dev.nn.examples.lesson.errata;

import org.jspecify.annotations.NullMarked;
