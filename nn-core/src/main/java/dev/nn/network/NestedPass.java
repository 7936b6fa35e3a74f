package dev.nn.network;

/** A pass that is nested in the class of its layer. */
non-sealed interface NestedPass extends LayerPass {}
