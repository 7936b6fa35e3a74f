package dev.nn.format;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A file that appears all at once: written under a temporary name beside its own, forced to the disk, then moved into
 * place. Whoever looks sees the old file or the new one, even if the process is killed or the machine loses power.
 */
public final class AtomicFile {
    /** Tells apart what threads of this process write at the same time. */
    private static final AtomicLong WRITTEN = new AtomicLong();

    private AtomicFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it; whether it closes the stream doesn't matter. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file, creating its folder if needed; after a failure, what was there before is still there. */
    public static void write(Path file, Content content) throws IOException {
        Path temporary = temporary(file);
        try {
            try (FileChannel channel = open(temporary)) {
                OutputStream out = new BufferedOutputStream(new Unclosed(Channels.newOutputStream(channel)), 1 << 16);
                content.writeTo(out);
                out.flush();
                // Else the name could reach the disk before the content does.
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Makes sure before the work that {@link #write} will be able to write this file after it. */
    public static void check(Path file) throws IOException {
        if (Files.isDirectory(file)) throw new IOException("is a folder, a file was expected: " + file);
        Path temporary = temporary(file);
        open(temporary).close();
        Files.delete(temporary);
    }

    /** A stream whose writer can't close what is still to be forced to the disk. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static FileChannel open(Path temporary) throws IOException {
        Path folder = temporary.getParent();
        if (folder != null) Files.createDirectories(folder);
        // A file of that name is what a killed process with the same number has left.
        return FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(".%s.%d-%d.tmp"
                .formatted(file.getFileName(), ProcessHandle.current().pid(), WRITTEN.incrementAndGet()));
    }
}
