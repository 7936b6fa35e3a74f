/** The way from a network to an ONNX file. */
@NullMarked
package dev.nn.format.onnx.write;

import org.jspecify.annotations.NullMarked;
