package dev.nn.bench.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that appears all at once: written under a temporary name beside its own, then moved into place. */
public final class AtomicFile {
    private AtomicFile() {}

    /** What goes into the file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it; the caller closes the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file, creating its folder if needed; after a failure, what was there before is still there. */
    public static void write(Path file, Content content) throws IOException {
        Path temporary = temporary(file);
        try {
            try (OutputStream out = open(temporary)) {
                content.writeTo(out);
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

    private static OutputStream open(Path temporary) throws IOException {
        Path folder = temporary.getParent();
        if (folder != null) Files.createDirectories(folder);
        return new BufferedOutputStream(Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW));
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    }
}
