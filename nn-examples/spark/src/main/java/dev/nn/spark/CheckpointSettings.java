package dev.nn.spark;

import dev.nn.format.Safetensors;
import dev.nn.loss.Loss;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that decides a training's result, as text by name, to tell whether a checkpoint belongs to this training. The
 * schedule, a function, is compared by the rate that it gave.
 *
 * @param values by name
 */
record CheckpointSettings(Map<String, String> values) {
    static CheckpointSettings of(SparkTrainer trainer, Shares shares) {
        long digest = shares.steps();
        for (int p = 0; p < shares.rows().length; p++) {
            digest = BlockBuilder.mix(digest + shares.rows()[p]) + shares.digests()[p];
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("network", Safetensors.architecture(trainer.network));
        values.put("loss", describe(trainer.loss));
        values.put("optimizer", trainer.optimizer.toString());
        values.put("batch size", String.valueOf(trainer.batchSize));
        values.put("local steps", String.valueOf(trainer.localSteps));
        values.put("seed", String.valueOf(trainer.seed));
        values.put(
                "training data",
                "%d rows in %d partitions, checksum %016x".formatted(shares.total(), shares.rows().length, digest));
        return new CheckpointSettings(values);
    }

    /** Somebody else's loss may have no text of its own but its address. */
    private static String describe(Loss loss) {
        return loss instanceof Record ? loss.toString() : loss.name();
    }
}
