package dev.nn.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that appears all at once: written under a temporary name beside its own, forced to the disk, then moved into
 * place. Whoever looks sees the old file or the new one, even if the process is killed or the machine loses power.
 *
 * <p>The new file has the permissions of the old one, and its owner and group where the process may set them. A symbolic
 * link stays: the file that it leads to is replaced. A device or pipe, such as {@code /dev/stdout}, can't be replaced;
 * what is written goes straight into it.
 */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it; whether it closes the stream doesn't matter. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, creating its folder if needed; after a failure, what was there before is still there.
     *
     * @throws IOException naming this file, not the temporary one
     */
    public static void write(Path file, Content content) throws IOException {
        WriteTarget target = WriteTarget.of(file);
        if (target.isStream()) {
            try (OutputStream raw = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
                write(target.stream(raw), content);
            }
            return;
        }
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            write(temporary.stream(), content);
            temporary.replaceTarget();
        }
    }

    private static void write(OutputStream to, Content content) throws IOException {
        OutputStream buffered = new BufferedOutputStream(to, BUFFER);
        content.writeTo(buffered);
        buffered.flush();
    }

    /** Makes sure before the work that {@link #write} will be able to write this file after it. */
    public static void check(Path file) throws IOException {
        WriteTarget target = WriteTarget.of(file);
        if (!target.isStream()) TemporaryFile.beside(target).close();
        else if (!Files.isWritable(file)) throw new AccessDeniedException(file.toString());
    }

    /**
     * Deletes what processes have left that were killed while they wrote this file. Such temporary files do no harm but
     * take room. One whose process still runs, in another container or on another machine, too, stays: a process locks
     * what it writes.
     */
    public static void removeLeftovers(Path file) throws IOException {
        WriteTarget target = WriteTarget.of(file);
        if (!target.isStream()) TemporaryFile.removeAbandoned(target);
    }
}
