/** What a graph says without being run: the values of its constants and the shapes of all tensors. */
@NullMarked
package dev.nn.format.onnx.evaluate;

import org.jspecify.annotations.NullMarked;
