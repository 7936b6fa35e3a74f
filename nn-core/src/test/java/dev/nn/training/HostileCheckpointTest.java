package dev.nn.training;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.data.DataFormatException;
import dev.nn.data.Dataset;
import dev.nn.format.Hostility;
import dev.nn.format.Mutator;
import dev.nn.format.Unchecked;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.loss.SoftmaxCrossEntropy;
import dev.nn.network.Network;
import dev.nn.optimizer.Adam;
import dev.nn.safetensors.SafetensorsFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged checkpoints. One that is of another training, as far as can be seen, is refused as that. */
class HostileCheckpointTest {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\\"",
        "null",
        "1e9",
        "nn.checkpoint",
        "settings",
        "step",
        "version",
        "history",
        "partial",
        "best.",
        "optimizer.first.",
        "F64",
        "seed"
    };

    private static Network network() {
        return Network.input(19).dense(4).dense(3).build(Initializer.he(), 1, new ScalarDenseKernels());
    }

    private static Trainer trainer(Network network) {
        return Trainer.of(network, new SoftmaxCrossEntropy(), Adam.withDefaults())
                .batchSize(16)
                .epochs(2)
                .earlyStopping(EarlyStopping.after(5));
    }

    private static void survive(Path folder, long seed, int variants) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Dataset data = CheckpointContract.data(20, 1);
        trainer(network()).checkpoint(file).fit(data, data);
        byte[] written = Files.readAllBytes(file);
        Mutator mutator = new Mutator(seed, List.of(written, Unchecked.copy(written)), PIECES);
        Network network = network();
        Hostility.survives(mutator, variants, 300_000, 100, bytes -> {
            try (SafetensorsFile open = SafetensorsFile.read(Hostility.NAME, new ByteArrayInputStream(bytes))) {
                Checkpoint checkpoint = Checkpoint.read(open, network, Adam.withDefaults());
                trainer(network).resume(checkpoint).fit(data, data);
            } catch (IllegalArgumentException e) {
                if (!String.valueOf(e.getMessage()).startsWith(Hostility.NAME)) throw e;
            }
        });
    }

    /** Weights, moments, history: whatever a flipped bit hits, the tensor is named. */
    @Test
    void aFlippedBitInTheDataIsNamed(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        Dataset data = CheckpointContract.data(20, 1);
        trainer(network()).checkpoint(file).fit(data, data);
        byte[] written = Files.readAllBytes(file);
        long start;
        try (SafetensorsFile open = SafetensorsFile.open(file)) {
            start = open.tensors().getFirst().offset();
        }
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = written.clone();
            damaged[random.nextInt((int) start, damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertThatExceptionOfType(DataFormatException.class)
                    .isThrownBy(() -> trainer(network()).resume(file))
                    .withMessageStartingWith(file + ": values of tensor '")
                    .withMessageContaining("expected checksum");
        }
    }

    @Test
    void damagedFilesAreRefusedOrRead(@TempDir Path folder) throws IOException {
        survive(folder, 1, 3_000);
    }

    @Test
    @Tag("exhaustive")
    void veryManyDamagedFilesAreRefusedOrRead(@TempDir Path folder) throws IOException {
        survive(folder, 2, 150_000);
    }
}
