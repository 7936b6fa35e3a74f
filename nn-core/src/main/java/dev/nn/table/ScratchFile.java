package dev.nn.table;

import dev.nn.format.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A temporary file for what the heap has no room for: written from front to back, then mapped.
 *
 * <p>Its folder is {@code java.io.tmpdir}. POSIX systems take its name away as soon as it is open, so not even a killed
 * process leaves it behind; others delete it when it is closed, and the next one removes what a kill has left. It is
 * written, not mapped, while it grows: a full disk is an exception then, where a mapped file would bring the JVM down.
 */
final class ScratchFile implements Closeable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int STAGED = 1 << 20;

    private final Path folder;
    private final FileChannel channel;
    private final MemorySegment staging = Arena.ofAuto().allocate(STAGED);
    private long written;
    private int staged;

    private ScratchFile(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** A new file without content. Throws {@link UncheckedIOException}, as all methods here, naming the folder. */
    static ScratchFile create() {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static ScratchFile create(Path folder) {
        try {
            // The pattern of AtomicFile, so that it recognises what was left.
            AtomicFile.removeLeftovers(folder.resolve("nn-table"));
        } catch (IOException e) {
            // What another user's process has left can't be deleted, and needn't be.
        }
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String name = ".nn-table." + HexFormat.of().formatHex(random) + ".tmp";
        try {
            FileChannel channel = FileChannel.open(
                    folder.resolve(name),
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    readableByOwner(folder));
            lock(channel);
            return new ScratchFile(folder, channel);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** Where the file keeps its name, others take what is not locked for left behind. */
    private static void lock(FileChannel channel) {
        try {
            channel.tryLock();
        } catch (IOException | UnsupportedOperationException withoutLocks) {
            // There nobody takes anything for left behind.
        }
    }

    private static FileAttribute<?>[] readableByOwner(Path folder) throws IOException {
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) return new FileAttribute<?>[0];
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        };
    }

    /** Appends these bytes, right after those before, and returns the place of the first. */
    long append(MemorySegment bytes) {
        long start = written + staged, from = 0;
        while (from < bytes.byteSize()) {
            long count = Math.min(bytes.byteSize() - from, STAGED - staged);
            MemorySegment.copy(bytes, from, staging, staged, count);
            staged += (int) count;
            from += count;
            if (staged == STAGED) flush();
        }
        return start;
    }

    private void flush() {
        try {
            ByteBuffer rest = staging.asSlice(0, staged).asByteBuffer();
            while (rest.hasRemaining()) written += channel.write(rest, written);
            staged = 0;
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    /** The whole content to read, until the arena is closed. Nothing more can be appended. */
    MemorySegment map(Arena arena) {
        flush();
        try {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, written, arena);
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }

    private static UncheckedIOException failed(Path folder, IOException cause) {
        String message =
                "%s: no temporary file for a large table can be written there: %s;".formatted(folder, reason(cause))
                        + " -Djava.io.tmpdir=FOLDER (for nn: NN_JAVA_OPTS=-Djava.io.tmpdir=FOLDER) names another place";
        return new UncheckedIOException(new IOException(message, cause));
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException none -> "no such folder";
            case AccessDeniedException denied -> "permission denied";
            default -> String.valueOf(cause.getMessage());
        };
    }

    /** Closes the file; what is mapped stays mapped. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(folder, e);
        }
    }
}
