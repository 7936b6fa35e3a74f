package dev.nn.spark;

import dev.nn.data.Dataset;
import dev.nn.data.FloatDataset;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The training data, packed, checked and kept by the executors: on their disks what doesn't fit into their memory.
 *
 * @param blocks one for each partition
 * @param partitions what the driver knows of each
 */
record TrainingData(JavaRDD<Block> blocks, List<BlockSummary> partitions) implements AutoCloseable {
    /** Bytes that a task may carry for its partition. */
    private static final long LIGHT = 100_000;

    /**
     * Reads all rows, once.
     *
     * @throws IllegalArgumentException if there are none, or one can't be learnt from; the message names the first such
     *     row and says why
     */
    static TrainingData load(JavaRDD<Block> source) {
        JavaRDD<Block> blocks = isLight(source) ? source : shuffled(source);
        blocks.setName("nn training data").persist(StorageLevel.MEMORY_AND_DISK());
        try {
            List<BlockSummary> partitions = blocks.map(new Summary()).collect();
            check(partitions);
            return new TrainingData(blocks, List.copyOf(partitions));
        } catch (RuntimeException e) {
            blocks.unpersist();
            throw e;
        }
    }

    /**
     * Whether a task is small. A table that the driver has made of its own rows travels with every task, even if what
     * becomes of it is in the executor's memory.
     */
    private static boolean isLight(JavaRDD<Block> blocks) {
        List<Partition> partitions = blocks.partitions();
        try (Counter bytes = new Counter();
                ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            for (Partition partition : partitions) {
                out.writeUnshared(partition);
                out.flush();
                if (bytes.count > LIGHT * partitions.size()) return false;
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same blocks in the same partitions after a shuffle, whose tasks carry nothing. */
    private static JavaRDD<Block> shuffled(JavaRDD<Block> blocks) {
        int partitions = blocks.getNumPartitions();
        return JavaPairRDD.fromJavaRDD(blocks.mapPartitionsWithIndex(new Numbered(), false))
                .partitionBy(new HashPartitioner(partitions))
                .values();
    }

    private static void check(List<BlockSummary> partitions) {
        long before = 0;
        for (int p = 0; p < partitions.size(); p++) {
            BlockSummary partition = partitions.get(p);
            if (!partition.problem().isEmpty()) {
                throw new IllegalArgumentException("training data: row %d (row %d of partition %d): %s"
                        .formatted(before + partition.rows(), partition.rows(), p, partition.problem()));
            }
            before += partition.rows();
        }
        if (before == 0) throw new IllegalArgumentException("training data: no rows");
    }

    /**
     * Some rows' targets, in a data set without features that mean anything.
     *
     * @param targets of a row
     */
    Dataset someTargets(int targets) {
        List<Float> values =
                partitions.stream().flatMap(each -> each.targets().stream()).toList();
        float[] target = new float[values.size()];
        for (int i = 0; i < target.length; i++) target[i] = values.get(i);
        return FloatDataset.of(1, new float[target.length / targets], targets, target);
    }

    private record Summary() implements Function<Block, BlockSummary> {
        @Override
        public BlockSummary call(Block block) {
            return block.summary();
        }
    }

    private record Numbered() implements Function2<Integer, Iterator<Block>, Iterator<Tuple2<Integer, Block>>> {
        @Override
        public Iterator<Tuple2<Integer, Block>> call(Integer partition, Iterator<Block> blocks) {
            return List.of(new Tuple2<>(partition, blocks.next())).iterator();
        }
    }

    /** Counts bytes and forgets them. */
    private static final class Counter extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }

    @Override
    public void close() {
        Uninterrupted.run(blocks::unpersist);
    }
}
