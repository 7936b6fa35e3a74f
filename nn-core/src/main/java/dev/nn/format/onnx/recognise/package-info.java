/** The way from a graph to the layers of a network. */
@NullMarked
package dev.nn.format.onnx.recognise;

import org.jspecify.annotations.NullMarked;
