package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.DataFormatException;
import dev.nn.format.Hostility;
import dev.nn.format.Mutator;
import dev.nn.kernel.AllocationProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutants of real files: each is read, or refused with the one exception that says where and why, soon and cheaply. */
class FuzzTest {
    /** The largest layer that a small file may describe, a diagonal one, takes a quarter of this. */
    private static final long MOST_BYTES = 64 << 20;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final List<byte[]> files = new ArrayList<>();

    FuzzTest() throws IOException {
        for (String name : Fixture.names()) files.add(Files.readAllBytes(Fixture.file(name)));
        for (String name : Fixture.refused()) files.add(Files.readAllBytes(Fixture.file(name)));
    }

    private static void read(byte[] file) throws IOException {
        assertThat(OnnxImport.read(Hostility.NAME, file, null, null).layers()).isNotEmpty();
    }

    @Test
    @Timeout(120)
    void someWithDamagedBytes() {
        Hostility.survives(new Mutator(1, files, FieldMutator.NAMES), 2_000, MOST_BYTES, 64, FuzzTest::read);
    }

    @Test
    @Tag("exhaustive")
    @Timeout(3600)
    void manyWithDamagedBytes() {
        Hostility.survives(new Mutator(2, files, FieldMutator.NAMES), 120_000, MOST_BYTES, 64, FuzzTest::read);
    }

    @Test
    @Timeout(120)
    void someWithOtherFields() throws IOException {
        otherFields(3, 2_000);
    }

    @Test
    @Tag("exhaustive")
    @Timeout(3600)
    void manyWithOtherFields() throws IOException {
        otherFields(4, 120_000);
    }

    private void otherFields(long seed, int count) throws IOException {
        Random random = new Random(seed);
        FieldMutator mutator = new FieldMutator(files);
        int refused = 0;
        for (int i = 0; i < count; i++) refused += isRead(mutator.mutant(random)) ? 0 : 1;
        // Otherwise everything would have stopped at the first bytes, or nothing would have been changed.
        assertThat(refused).isBetween(count / 4, count * 9 / 10);
    }

    private static boolean isRead(byte[] mutant) {
        long allocated = AllocationProbe.allocatedBytes(), start = AllocationProbe.cpuNanos();
        boolean read = true;
        try {
            read(mutant);
        } catch (DataFormatException e) {
            assertThat(e.getMessage()).matches(Hostility.NAME + ": .+ at offset \\d+: expected .+, found .*");
            read = false;
        } catch (IOException | RuntimeException | Error e) {
            throw new AssertionError(HexFormat.of().formatHex(mutant), e);
        }
        assertThat(AllocationProbe.allocatedBytes() - allocated)
                .as(() -> "bytes allocated for " + HexFormat.of().formatHex(mutant))
                .isLessThan(MOST_BYTES);
        assertThat(AllocationProbe.cpuNanos() - start)
                .as(() -> "time for " + HexFormat.of().formatHex(mutant))
                .isLessThan(MOST_NANOS);
        return read;
    }
}
