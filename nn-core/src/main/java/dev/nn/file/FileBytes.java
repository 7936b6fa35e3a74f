package dev.nn.file;

import dev.nn.data.DataFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that is expected to hold a model: mapped into memory, so that they take no room in the heap; or of
 * a stream, read into it. Nothing is read of what never ends, such as {@code /dev/zero}, or makes one wait, as a pipe.
 */
public final class FileBytes implements AutoCloseable {
    /** How much is looked at to tell what a file is; the header of a tar archive is 512 bytes. */
    private static final int HEAD = 1024;

    private static final int CHUNK = 1 << 16;

    private final String name;
    private final ModelFormat wanted;
    private final @Nullable Arena arena;
    private final MemorySegment bytes;

    private FileBytes(String name, ModelFormat wanted, @Nullable Arena arena, MemorySegment bytes) {
        this.name = name;
        this.wanted = wanted;
        this.arena = arena;
        this.bytes = bytes;
    }

    /**
     * Maps a file.
     *
     * @throws IOException if it can't be read, is a folder, a device or a pipe
     */
    @SuppressWarnings("MustBeClosedChecker") // The arena is closed with what is returned.
    public static FileBytes of(Path file, ModelFormat wanted) throws IOException {
        requireFile(file);
        if (!file.getFileSystem().equals(FileSystems.getDefault())) {
            // Inside of an archive, for instance: nothing there can be mapped.
            try (InputStream in = Files.newInputStream(file)) {
                return of(file.toString(), in, wanted);
            }
        }
        // Shared, so that any thread may read and close.
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new FileBytes(file.toString(), wanted, arena, mapped);
        } catch (Throwable t) {
            arena.close();
            throw t;
        }
    }

    private static void requireFile(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isRegularFile()) return;
        String what = attributes.isDirectory() ? "is a folder" : "is a device or a pipe";
        throw new FileSystemException(file.toString(), null, what + ", a file was expected");
    }

    /**
     * Reads a stream to its end; the caller closes it.
     *
     * @param name what messages call it
     * @throws DataFormatException if it is larger than half of the heap, or plainly something else than a model
     */
    public static FileBytes of(String name, InputStream in, ModelFormat wanted) throws IOException {
        long most = Math.min(Integer.MAX_VALUE - 8, Runtime.getRuntime().maxMemory() / 2);
        List<byte[]> chunks = new ArrayList<>();
        long size = 0;
        for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            if (size == 0 && chunk.length == CHUNK) {
                FileBytes begun = new FileBytes(name, wanted, null, MemorySegment.ofArray(chunk));
                // More may follow, so the size that the head tells is no reason to refuse it.
                Mistaken mistaken = Mistaken.of(begun.head(Long.MAX_VALUE), wanted);
                if (mistaken != null) throw mistaken.exception(name, wanted, null);
            }
            size += chunk.length;
            chunks.add(chunk);
            if (size > most) throw tooLarge(name, most);
        }
        byte[] all;
        try {
            all = new byte[(int) size];
        } catch (OutOfMemoryError e) {
            throw Heap.tooSmall(name, e);
        }
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return new FileBytes(name, wanted, null, MemorySegment.ofArray(all));
    }

    private static DataFormatException tooLarge(String name, long most) {
        return new DataFormatException(
                name,
                "size",
                most,
                "the end of a stream of at most %d bytes, half of the heap (-Xmx gives more)".formatted(most),
                "more");
    }

    /** What messages call it. */
    public String name() {
        return name;
    }

    /** All bytes. */
    public MemorySegment segment() {
        return bytes;
    }

    /**
     * The exception for a file that could not be read: if it is something else than the model that was expected, then one
     * that says what it is and what to do.
     */
    public DataFormatException instead(DataFormatException problem) {
        Mistaken found = Mistaken.of(head(bytes.byteSize()), wanted);
        return found == null ? problem : found.exception(name, wanted, problem);
    }

    private ModelFormat.Head head(long size) {
        byte[] head = new byte[(int) Math.min(HEAD, bytes.byteSize())];
        MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, head, 0, head.length);
        return new ModelFormat.Head(head, size);
    }

    /** Whether {@link #close} has been called. */
    public boolean isClosed() {
        return arena != null && !arena.scope().isAlive();
    }

    /** Gives the mapping back; idempotent. */
    @Override
    public void close() {
        if (arena != null && arena.scope().isAlive()) arena.close();
    }
}
