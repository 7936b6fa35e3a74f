package dev.nn.examples.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.nn.data.DataFormatException;
import dev.nn.table.ColumnRules;
import dev.nn.table.Table;
import dev.nn.table.TableException;
import dev.nn.table.TableTrainer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated files are read, or refused with the documented exception; they never make a reader allocate much. */
class HostileFilesTest {
    private static final int SOME = 4_000;
    private static final int MANY = 100_000;

    /** Buffers of the reader and the parser, and some times the file. */
    private static final long MOST_BYTES = 8 << 20;

    private static final byte[][] TOKENS = {
        "\"".getBytes(StandardCharsets.UTF_8),
        "\r\n".getBytes(StandardCharsets.UTF_8),
        ",".getBytes(StandardCharsets.UTF_8),
        ";".getBytes(StandardCharsets.UTF_8),
        "1e999".getBytes(StandardCharsets.UTF_8),
        "NaN".getBytes(StandardCharsets.UTF_8),
        "999999999".getBytes(StandardCharsets.UTF_8),
        "(".getBytes(StandardCharsets.UTF_8),
        {0},
        {(byte) 0xff, (byte) 0xfe},
        {(byte) 0xc3}
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Reads a file; throws what it likes. */
    private interface Reading {
        void read(byte[] file) throws IOException;
    }

    private static final String CSV = "id,\"na,me\",size,kind,when\r\n"
            + "1,\"A \"\"x\"\"\",1.5,red,\r\n2,B,,blue,NA\n3,\"C\nD\",2e3,red,2\n4,ü,-7,blue,5\n".repeat(3);

    @Test
    void csv() {
        assertRefusedAtMost(CSV.getBytes(StandardCharsets.UTF_8), HostileFilesTest::readCsv, SOME, 1);
    }

    @Test
    @Tag("exhaustive")
    void csvExhaustively() {
        assertRefusedAtMost(CSV.getBytes(StandardCharsets.UTF_8), HostileFilesTest::readCsv, MANY, 2);
    }

    @Test
    void npy() throws IOException {
        assertRefusedAtMost(array(), file -> NpyReader.read("x.npy", new ByteArrayInputStream(file)), SOME, 1);
    }

    @Test
    @Tag("exhaustive")
    void npyExhaustively() throws IOException {
        assertRefusedAtMost(array(), file -> NpyReader.read("x.npy", new ByteArrayInputStream(file)), MANY, 2);
    }

    private static byte[] array() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        NpyWriter.write(out, 3, new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9});
        return out.toByteArray();
    }

    /** Reads the table, and understands its columns as far as training would before its first step. */
    private static void readCsv(byte[] file) throws IOException {
        try (CsvReader reader = CsvReader.open("t.csv", new ByteArrayInputStream(file), CsvFormat.DEFAULT)) {
            Table table = CsvTable.read(reader);
            new TableTrainer()
                    .rules(ColumnRules.DEFAULT)
                    .understand(table, table.columns().getLast());
        }
    }

    private void assertRefusedAtMost(byte[] file, Reading reading, int mutants, long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < mutants; i++) {
            byte[] mutant = mutate(file, random);
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                reading.read(mutant);
            } catch (TableException | DataFormatException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError("mutant " + i + ": " + Arrays.toString(mutant), e);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated for mutant %d", i)
                    .isLessThan(MOST_BYTES);
        }
        assertThat(refused).as("refused").isBetween(mutants / 10, mutants - mutants / 100);
    }

    /** One to four changes: a byte, a cut, a part doubled, a token put in. */
    private static byte[] mutate(byte[] file, Random random) {
        byte[] mutant = file.clone();
        for (int k = random.nextInt(4); k >= 0; k--) {
            int at = random.nextInt(mutant.length + 1);
            switch (random.nextInt(5)) {
                case 0 -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
                case 1 -> mutant = join(mutant, at, TOKENS[random.nextInt(TOKENS.length)]);
                case 2 -> mutant = join(mutant, at, Arrays.copyOf(mutant, random.nextInt(mutant.length)));
                default -> mutant[Math.min(at, mutant.length - 1)] = (byte) random.nextInt(256);
            }
        }
        return mutant;
    }

    private static byte[] join(byte[] file, int at, byte[] part) {
        byte[] joined = Arrays.copyOf(file, file.length + part.length);
        System.arraycopy(file, at, joined, at + part.length, file.length - at);
        System.arraycopy(part, 0, joined, at, part.length);
        return joined;
    }
}
