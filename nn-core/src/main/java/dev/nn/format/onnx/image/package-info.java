/** The reading of graphs of images, with convolutions, pooling and sums of branches. */
@NullMarked
package dev.nn.format.onnx.image;

import org.jspecify.annotations.NullMarked;
