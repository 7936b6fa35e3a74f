package dev.nn.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where something is to be written.
 *
 * @param typed the path as the user gave it, for messages
 * @param file the path behind all symbolic links; there need not be a file yet
 * @param isStream whether it is a device or a pipe, which is written to instead of being replaced
 */
record WriteTarget(Path typed, Path file, boolean isStream) {
    /** The most links behind each other, as in Linux. */
    private static final int MOST_LINKS = 40;

    /**
     * The target of a path.
     *
     * @throws IOException if it is a folder, or its links form a ring
     */
    static WriteTarget of(Path typed) throws IOException {
        BasicFileAttributes there = attributes(typed);
        if (there != null && there.isDirectory()) {
            throw new IOException("is a folder, a file was expected: " + typed);
        }
        if (there != null && there.isOther()) return new WriteTarget(typed, typed, true);
        Path file = typed;
        for (int links = 0; Files.isSymbolicLink(file); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(typed.toString(), null, "its symbolic links form a ring");
            }
            file = file.resolveSibling(Files.readSymbolicLink(file));
        }
        return new WriteTarget(typed, file, false);
    }

    private static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException nothingThere) {
            // What is wrong with the path shows when it is written.
            return null;
        }
    }

    /** A stream whose failures are said of the path that the user gave, and which its writer can't close. */
    OutputStream stream(OutputStream raw) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                try {
                    raw.write(bytes, offset, length);
                } catch (IOException e) {
                    throw failure(e);
                }
            }
        };
    }

    /** The same failure, said of the path that the user gave. */
    FileSystemException failure(IOException cause) {
        String name = typed.toString();
        String reason = cause instanceof FileSystemException system ? system.getReason() : cause.getMessage();
        FileSystemException named = switch (cause) {
            case AccessDeniedException denied -> new AccessDeniedException(name, null, reason);
            case NoSuchFileException missing -> new NoSuchFileException(name, null, reason);
            default -> new FileSystemException(name, null, reason == null ? "cannot be written" : reason);
        };
        named.initCause(cause);
        return named;
    }
}
