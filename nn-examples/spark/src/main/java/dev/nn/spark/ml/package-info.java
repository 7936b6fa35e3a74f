/** The network as stages of Spark ML: estimators of classes and of numbers, and a transformer of ONNX models. */
@NullMarked
package dev.nn.spark.ml;

import org.jspecify.annotations.NullMarked;
