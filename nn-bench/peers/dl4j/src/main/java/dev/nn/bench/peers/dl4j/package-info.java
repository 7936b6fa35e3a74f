/** Deeplearning4j as a peer. */
@NullMarked
package dev.nn.bench.peers.dl4j;

import org.jspecify.annotations.NullMarked;
