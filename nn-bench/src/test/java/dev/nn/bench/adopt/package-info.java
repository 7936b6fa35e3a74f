/** Tests of the adapters: the same numbers as the networks that they replace. */
@NullMarked
package dev.nn.bench.adopt;

import org.jspecify.annotations.NullMarked;
