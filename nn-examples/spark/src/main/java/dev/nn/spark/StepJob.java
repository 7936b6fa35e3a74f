package dev.nn.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * The tasks of one round as a job of Spark's, without an RDD and lambdas of its own: whenever {@code collect} passes a
 * lambda on, Spark reads through the bytecode of the class around it, which took longer than the driver's other work.
 */
final class StepJob {
    private StepJob() {}

    /** Runs a task for each block; the parts in the order in which the tasks end. */
    static List<Part> run(JavaRDD<Block> blocks, StepTask task) {
        RDD<Block> rdd = blocks.rdd();
        Parts parts = new Parts();
        rdd.sparkContext().runJob(rdd, new Task(task), parts, ClassTag$.MODULE$.apply(Part[].class));
        return parts.collected;
    }

    /** What runs in an executor. */
    private static final class Task extends AbstractFunction2<TaskContext, Iterator<Block>, Part[]>
            implements Serializable {
        @Serial
        private static final long serialVersionUID = 1;

        private final StepTask task;

        Task(StepTask task) {
            this.task = task;
        }

        @Override
        public Part[] apply(TaskContext context, Iterator<Block> blocks) {
            java.util.Iterator<Part> parts = task.call(context.partitionId(), CollectionConverters.asJava(blocks));
            return parts.hasNext() ? new Part[] {parts.next()} : new Part[0];
        }
    }

    /** What has come back; not sent. */
    private static final class Parts extends AbstractFunction2<Object, Part[], BoxedUnit> {
        private final List<Part> collected = new CopyOnWriteArrayList<>();

        @Override
        public BoxedUnit apply(Object partition, Part[] parts) {
            collected.addAll(List.of(parts));
            return BoxedUnit.UNIT;
        }
    }
}
