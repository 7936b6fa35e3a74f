package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.data.DataFormatException;
import dev.nn.kernel.AllocationProbe;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The test of a reader with damaged files: each is read, or refused with a {@link DataFormatException} that names the
 * file and an offset, in little time and with little memory.
 */
public final class Hostility {
    /** What messages must call the file. */
    public static final String NAME = "hostile file";

    private static final Pattern MESSAGE = Pattern.compile(" at offset [0-9]+: expected .*, found ", Pattern.DOTALL);

    private static final long MOST_NANOS = 2_000_000_000L;

    private Hostility() {}

    /** A reader of a whole file. */
    @FunctionalInterface
    public interface Reader {
        /** Reads all that the file has to give. */
        void read(byte[] file) throws IOException;
    }

    /**
     * Reads variants.
     *
     * @param bytes that reading any file may allocate
     * @param bytesPerByte that it may allocate for each byte of the file besides
     * @throws AssertionError naming the number of the variant, if anything else happens
     */
    public static void survives(Mutator mutator, int variants, long bytes, long bytesPerByte, Reader reader) {
        int refused = 0;
        for (int i = 0; i < variants; i++) {
            byte[] file = mutator.next();
            long most = bytes + bytesPerByte * file.length, start = AllocationProbe.cpuNanos();
            long allocated = AllocationProbe.allocatedBytes();
            try {
                if (!isRead(file, reader)) refused++;
                // What allocates only once is the JVM, which loads classes.
                if (AllocationProbe.allocatedBytes() - allocated > most) {
                    allocated = AllocationProbe.allocatedBytes();
                    isRead(file, reader);
                }
            } catch (Throwable t) {
                throw new AssertionError("variant %d, %d bytes: %s".formatted(i, file.length, t), t);
            }
            assertThat(AllocationProbe.allocatedBytes() - allocated)
                    .as("bytes allocated for variant %d, %d bytes", i, file.length)
                    .isLessThan(most);
            // Of the processor, because the machine may be busy.
            assertThat(AllocationProbe.cpuNanos() - start)
                    .as("time for variant %d", i)
                    .isLessThan(MOST_NANOS);
        }
        // Neither all, nor none: else the variants, or the reader, are worth nothing.
        assertThat(refused).isBetween(variants / 10, variants - 1);
    }

    /** Whether the file is read; false if it is refused as it should be. */
    private static boolean isRead(byte[] file, Reader reader) throws IOException {
        try {
            reader.read(file);
            return true;
        } catch (DataFormatException e) {
            // Not AssertJ, which would allocate.
            String message = String.valueOf(e.getMessage());
            if (message.startsWith(NAME + ": ") && MESSAGE.matcher(message).find()) return false;
            throw new AssertionError("message: " + message, e);
        }
    }
}
