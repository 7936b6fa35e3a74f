/** A real browser for tests, and what every page must look like in it. */
@NullMarked
package dev.nn.examples.browser;

import org.jspecify.annotations.NullMarked;
