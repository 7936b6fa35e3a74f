package dev.nn.data;

import dev.nn.format.Hostility;
import dev.nn.format.Mutator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damaged IDX files, plain and compressed. */
class HostileIdxTest {
    /** Nothing that deflate packs becomes more than some thousand times as long. */
    private static final long INFLATION = 1100;

    private static byte[] idx(int... dimensions) {
        int size = 1;
        for (int dimension : dimensions) size *= dimension;
        byte[] values = new byte[size];
        new Random(1).nextBytes(values);
        ByteBuffer file = ByteBuffer.allocate(4 + 4 * dimensions.length + size);
        file.putShort((short) 0).put((byte) 8).put((byte) dimensions.length);
        for (int dimension : dimensions) file.putInt(dimension);
        return file.put(values).array();
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static void survivePlain(long seed, int variants) {
        Mutator mutator = new Mutator(seed, List.of(idx(10, 4, 5), idx(3, 1, 1), idx(0, 28, 28), idx(2, 28, 28)));
        Hostility.survives(
                mutator,
                variants,
                100_000,
                10,
                file -> IdxReader.read(Hostility.NAME, new ByteArrayInputStream(file), 3));
    }

    private static void surviveZipped(long seed, int variants) throws IOException {
        Mutator mutator = new Mutator(seed, List.of(zipped(idx(100)), zipped(idx(1)), zipped(new byte[20])));
        Hostility.survives(
                mutator,
                variants,
                300_000,
                INFLATION,
                file -> IdxReader.read(Hostility.NAME, new ByteArrayInputStream(file), 1));
    }

    @Test
    void damagedFilesAreRefusedOrRead() throws IOException {
        survivePlain(1, 5_000);
        surviveZipped(1, 5_000);
    }

    @Test
    @Tag("exhaustive")
    void veryManyDamagedFilesAreRefusedOrRead() throws IOException {
        survivePlain(2, 150_000);
        surviveZipped(2, 150_000);
    }
}
