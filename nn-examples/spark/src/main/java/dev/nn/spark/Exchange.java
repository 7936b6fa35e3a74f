package dev.nn.spark;

import java.io.Serializable;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/** How the weights of one round reach the tasks, and how what these find reaches the driver. */
sealed interface Exchange extends Serializable permits ClusterExchange, LocalExchange {
    /** In a task: the weights with which the round begins. */
    Weights weights();

    /** In a task, at its end: what it returns for this part. */
    Part leave(Part part);

    /** In the driver: runs the tasks and adds what they have found; null if that is nothing. */
    @Nullable
    Part sum(JavaRDD<Block> blocks, StepTask task);

    /** In the driver: the round is over, and its memory can be used for something else. */
    void close();
}
