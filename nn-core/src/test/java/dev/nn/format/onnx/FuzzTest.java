package dev.nn.format.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nn.data.DataFormatException;
import dev.nn.kernel.AllocationProbe;
import dev.nn.network.Network;
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
    /** A diagonal layer is the most that a small file may describe. */
    private static final long MOST_BYTES = 64 << 20;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<byte[]> files = new ArrayList<>();
    private int read;
    private int refused;
    private long mostAllocated;
    private long mostNanos;

    FuzzTest() throws IOException {
        for (String name : Fixture.names()) files.add(Files.readAllBytes(Fixture.file(name)));
        for (String name : Fixture.refused()) files.add(Files.readAllBytes(Fixture.file(name)));
    }

    @Test
    @Timeout(120)
    void someMutants() throws IOException {
        mutants(4_000, 1);
    }

    @Test
    @Tag("exhaustive")
    @Timeout(3600)
    void manyMutants() throws IOException {
        mutants(200_000, 2);
    }

    /** Half of them damaged bytes, half of them changed fields. */
    private void mutants(int count, long seed) throws IOException {
        Random random = new Random(seed);
        FieldMutator fields = new FieldMutator(files);
        for (int i = 0; i < count; i++) {
            check(i % 2 == 0 ? ByteMutator.mutant(files, random) : fields.mutant(random));
        }
        System.out.printf(
                "%d ONNX mutants: %d read, %d refused; at most %,d bytes and %d ms for one%n",
                count, read, refused, mostAllocated, TimeUnit.NANOSECONDS.toMillis(mostNanos));
        // Otherwise nothing, or only the first bytes, would have been tested.
        assertThat(read).isGreaterThan(count / 50);
        assertThat(refused).isGreaterThan(count / 4);
    }

    private void check(byte[] mutant) {
        long before = AllocationProbe.allocatedBytes(), start = System.nanoTime();
        try {
            Network network = OnnxImport.read("mutant.onnx", mutant, null, null);
            assertThat(network.layers()).isNotEmpty();
            read++;
        } catch (DataFormatException e) {
            assertThat(e.getMessage()).matches("(?s)mutant\\.onnx: .+ at offset \\d+: expected .+, found .*");
            assertThat(e.getMessage()).doesNotContain("\n");
            refused++;
        } catch (Throwable e) {
            fail("not refused in the proper way: " + HexFormat.of().formatHex(mutant), e);
        }
        mostNanos = Math.max(mostNanos, System.nanoTime() - start);
        mostAllocated = Math.max(mostAllocated, AllocationProbe.allocatedBytes() - before);
        if (mostAllocated > MOST_BYTES || mostNanos > MOST_NANOS) {
            fail("%,d bytes and %d ns for %s"
                    .formatted(mostAllocated, mostNanos, HexFormat.of().formatHex(mutant)));
        }
    }
}
