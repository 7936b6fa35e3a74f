/**
 * The ONNX format, without its libraries: protobuf, the graph in a file, and the way from a graph to layers and back.
 *
 * <p>Reading: {@link dev.nn.format.onnx.file.ModelParser} makes an {@link dev.nn.format.onnx.file.OnnxGraph} of bytes, {@link
 * dev.nn.format.onnx.evaluate.ShapeInference} computes what is constant and the shape of what isn't, {@link
 * dev.nn.format.onnx.recognise.Chain} cuts the rest where a single tensor leads on, {@link dev.nn.format.onnx.recognise.Recognition} finds
 * the steps between the cuts, and {@link dev.nn.format.onnx.recognise.Folding} makes layers of the steps.
 */
@NullMarked
package dev.nn.format.onnx;

import org.jspecify.annotations.NullMarked;
