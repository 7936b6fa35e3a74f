package dev.nn.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.PairFunction;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The sum of all partitions' parts, with the same bits whichever task ends first.
 *
 * <p>It is a tree of two levels like {@code RDD.treeAggregate}, which itself adds in the order of arrival: its shuffles
 * deliver, and its driver folds, whatever is ready, and sums of floats depend on their order. Here, executors add the
 * parts of √P neighbouring partitions in the order of their index, and the driver adds the groups' sums likewise.
 */
final class OrderedSum {
    /** Up to so many parts the driver adds them itself: cheaper than another stage. */
    private static final int DIRECT = 4;

    private OrderedSum() {}

    /** The sum of what the tasks find, or null if that is nothing. */
    static @Nullable Part of(JavaRDD<Block> blocks, StepTask task) {
        int partitions = blocks.getNumPartitions();
        if (partitions <= DIRECT) return add(StepJob.run(blocks, task));
        int size = groupSize(partitions);
        return add(blocks.mapPartitionsWithIndex(task, true)
                .mapToPair(new ByGroup(size))
                .partitionBy(new HashPartitioner(Math.ceilDiv(partitions, size)))
                .values()
                .mapPartitions(new AddGroup())
                .collect());
    }

    /** The same sum, to the bit, of parts that are here already. */
    static @Nullable Part of(List<Part> parts, int partitions) {
        if (partitions <= DIRECT) return add(parts);
        int size = groupSize(partitions);
        List<Part> sums = new ArrayList<>();
        for (int from = 0; from < partitions; from += size) {
            List<Part> group = new ArrayList<>();
            for (Part part : parts) if (part.index() >= from && part.index() < from + size) group.add(part);
            Part sum = add(group);
            if (sum != null) sums.add(sum);
        }
        return add(sums);
    }

    private static int groupSize(int partitions) {
        return Math.ceilDiv(partitions, (int) Math.ceil(Math.sqrt(partitions)));
    }

    /** Adds in the order of the index; null if there is nothing to add. */
    private static @Nullable Part add(List<Part> parts) {
        List<Part> inOrder = new ArrayList<>(parts);
        inOrder.sort(Comparator.comparingInt(Part::index));
        Part sum = null;
        for (Part part : inOrder) {
            // A part of another task or of the driver's memory must stay as it is.
            sum = sum == null
                    ? new Part(
                            part.index(),
                            part.rows(),
                            part.loss(),
                            part.values().clone())
                    : add(sum, part);
        }
        return sum;
    }

    private static Part add(Part sum, Part part) {
        float[] a = sum.values(), b = part.values();
        for (int i = 0; i < a.length; i++) a[i] += b[i];
        return new Part(sum.index(), sum.rows() + part.rows(), sum.loss() + part.loss(), a);
    }

    private record ByGroup(int size) implements PairFunction<Part, Integer, Part> {
        @Override
        public Tuple2<Integer, Part> call(Part part) {
            return new Tuple2<>(part.index() / size, part);
        }
    }

    private record AddGroup() implements FlatMapFunction<Iterator<Part>, Part> {
        @Override
        public Iterator<Part> call(Iterator<Part> parts) {
            List<Part> group = new ArrayList<>();
            parts.forEachRemaining(group::add);
            Part sum = add(group);
            return (sum == null ? List.<Part>of() : List.of(sum)).iterator();
        }
    }
}
