/** Training and scoring of networks on Apache Spark: the same networks, on data of many machines. */
@NullMarked
package dev.nn.spark;

import org.jspecify.annotations.NullMarked;
