/** Tests of training and scoring on Spark, in this JVM and on clusters of processes. */
@NullMarked
package dev.nn.spark;

import org.jspecify.annotations.NullMarked;
