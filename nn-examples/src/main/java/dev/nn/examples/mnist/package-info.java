/** {@code nn mnist}: training on handwritten digits, its progress, report and pictures. */
@NullMarked
package dev.nn.examples.mnist;

import org.jspecify.annotations.NullMarked;
