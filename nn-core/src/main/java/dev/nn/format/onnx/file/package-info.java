/** What stands in an ONNX file: protobuf, and the graph, its nodes and tensors, not interpreted. */
@NullMarked
package dev.nn.format.onnx.file;

import org.jspecify.annotations.NullMarked;
