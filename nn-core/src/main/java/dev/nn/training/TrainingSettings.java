package dev.nn.training;

import dev.nn.data.BatchSource;
import dev.nn.data.Dataset;
import dev.nn.loss.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * All that decides a training's result and can be compared, as text by name. The schedule, a function, is compared by
 * the rates that it gave.
 *
 * @param values what each setting is, by its name in messages
 */
record TrainingSettings(Map<String, String> values) {
    static final String OPTIMIZER = "optimizer";

    /** Rows that a data set's checksum covers, so that it costs next to nothing. */
    private static final int CHECKED_ROWS = 64;

    /** The settings of a training on these data. */
    static TrainingSettings of(Trainer trainer, Dataset train, @Nullable Dataset validation) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("loss", describe(trainer.loss));
        values.put(OPTIMIZER, trainer.optimizer.toString());
        values.put("batch size", String.valueOf(trainer.batchSize));
        if (trainer.microBatch < trainer.batchSize) values.put("micro-batch", String.valueOf(trainer.microBatch));
        values.put("seed", String.valueOf(trainer.seed));
        values.put("gradient norm", String.valueOf(trainer.clipNorm));
        // Only where there is one: files from before the penalty existed are read as those without.
        if (trainer.l1 > 0) values.put("l1", String.valueOf(trainer.l1));
        values.put("early stopping", String.valueOf(trainer.earlyStopping));
        if (trainer.plateau != null) values.put("plateau", trainer.plateau.toString());
        if (!trainer.frozen.isEmpty()) values.put("frozen layers", trainer.frozen.toString());
        if (!trainer.groups.isEmpty()) values.put("groups", trainer.groups.toString());
        values.put("training data", describe(train));
        values.put("validation data", validation == null ? "none" : describe(validation));
        return new TrainingSettings(values);
    }

    /** Somebody else's loss may have no text of its own but its address. */
    private static String describe(Loss loss) {
        return loss instanceof Record ? loss.toString() : loss.name();
    }

    private static String describe(Dataset data) {
        int block = BatchSource.of(data).block();
        return "%d rows of %d features and %d targets, checksum %08x%s"
                .formatted(
                        data.size(),
                        data.features(),
                        data.targets(),
                        checksum(data),
                        block == 0 ? "" : ", blocks of " + block + " rows");
    }

    /** Of rows from all over the data: other data, or the same in another order, hardly have the same. */
    private static long checksum(Dataset data) {
        CRC32 checksum = new CRC32();
        float[] row = new float[data.features() + data.targets() + (data.isWeighted() ? 1 : 0)];
        int rows = Math.min(CHECKED_ROWS, data.size());
        for (int i = 0; i < rows; i++) {
            int r = (int) ((long) i * data.size() / rows);
            data.copyFeatures(r, row, 0);
            data.copyTarget(r, row, data.features());
            if (data.isWeighted()) row[row.length - 1] = data.weight(r);
            for (float value : row) {
                int bits = Float.floatToIntBits(value);
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) checksum.update(bits >>> shift);
            }
        }
        return checksum.getValue();
    }

    /** One line for each setting of a checkpoint that is different here. */
    List<String> differences(TrainingSettings checkpoint) {
        Set<String> names = new LinkedHashSet<>(values.keySet());
        names.addAll(checkpoint.values.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            String here = values.getOrDefault(name, "none"), there = checkpoint.values.getOrDefault(name, "none");
            if (!here.equals(there)) differences.add(difference(name, there, here));
        }
        return differences;
    }

    /** The line that says how a setting differs. */
    static String difference(String name, String there, String here) {
        return "%s %s in the checkpoint, %s here".formatted(name, there, here);
    }
}
