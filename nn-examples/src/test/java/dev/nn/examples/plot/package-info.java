@NullMarked
package dev.nn.examples.plot;

import org.jspecify.annotations.NullMarked;
