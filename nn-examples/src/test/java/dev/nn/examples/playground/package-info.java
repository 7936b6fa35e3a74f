/** Tests of the playground: settings, server and page. */
@NullMarked
package dev.nn.examples.playground;

import org.jspecify.annotations.NullMarked;
