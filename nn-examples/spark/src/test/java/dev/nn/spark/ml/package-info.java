/** Tests of the stages of Spark ML. */
@NullMarked
package dev.nn.spark.ml;

import org.jspecify.annotations.NullMarked;
