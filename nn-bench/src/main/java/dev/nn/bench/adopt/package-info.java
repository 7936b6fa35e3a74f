/**
 * Two hand-written networks as other projects have them, and the adapters that put nn in their place: what a project that
 * adopts the library writes, and what it gains.
 */
@NullMarked
package dev.nn.bench.adopt;

import org.jspecify.annotations.NullMarked;
