package dev.nn.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A file beside another that is to take that one's place.
 *
 * <p>Its name can't be foreseen, and it must not exist before: nobody can prepare a file or a link of that name. While it
 * is written it is locked. The system gives up the lock when the process ends, however it ends, so who gets the lock of
 * another's temporary file knows that nobody writes it any more. Process numbers would not tell: two containers that
 * share a folder have the same ones.
 */
final class TemporaryFile implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Random bytes in a name. */
    private static final int RANDOMNESS = 12;

    /** The most characters, of up to 4 bytes, of the target's name in a temporary one: systems allow 255 bytes. */
    private static final int MOST_CHARACTERS = 50;

    private static final int ATTEMPTS = 100;

    /** Those of this process. To open and close one a second time would give up its lock. */
    private static final Set<String> OWN = ConcurrentHashMap.newKeySet();

    private final WriteTarget target;
    private final Path path;
    private final FileChannel channel;

    private TemporaryFile(WriteTarget target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    /** Creates one, and its folder if needed, with the permissions of the target. */
    static TemporaryFile beside(WriteTarget target) throws IOException {
        Path folder = target.file().getParent();
        if (folder != null) Files.createDirectories(folder);
        Ownership ownership = Ownership.of(target.file());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            byte[] random = new byte[RANDOMNESS];
            RANDOM.nextBytes(random);
            Path path =
                    target.file().resolveSibling(prefix(target) + HexFormat.of().formatHex(random) + ".tmp");
            OWN.add(path.getFileName().toString());
            TemporaryFile file = null;
            try {
                FileChannel channel = FileChannel.open(
                        path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownership.whenCreated());
                file = new TemporaryFile(target, path, channel);
                if (file.isLocked()) {
                    ownership.giveTo(path);
                    return file;
                }
                file.close();
            } catch (FileAlreadyExistsException e) {
                OWN.remove(path.getFileName().toString());
            } catch (IOException e) {
                if (file != null) file.close();
                OWN.remove(path.getFileName().toString());
                throw target.failure(e);
            }
        }
        throw target.failure(new IOException("no name for a temporary file is free"));
    }

    /** Locks it; false if somebody has taken it for abandoned in the moment between its creation and this. */
    private boolean isLocked() {
        try {
            if (channel.tryLock() == null) return false;
        } catch (IOException | UnsupportedOperationException withoutLocks) {
            // There nobody can get a lock, so nobody takes it for abandoned either.
            return true;
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String prefix(WriteTarget target) {
        String name = target.file().getFileName().toString();
        boolean isLong = name.codePointCount(0, name.length()) > MOST_CHARACTERS;
        return "." + (isLong ? name.substring(0, name.offsetByCodePoints(0, MOST_CHARACTERS)) : name) + ".";
    }

    /** What goes into the file; closing it does nothing, for the content is still to be forced to the disk. */
    OutputStream stream() {
        return target.stream(Channels.newOutputStream(channel));
    }

    /** Moves it to its target's place. */
    void replaceTarget() throws IOException {
        try {
            // Else the name could reach the disk before the content does.
            channel.force(true);
            Files.move(path, target.file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw target.failure(e);
        }
    }

    /** Deletes it, unless it has taken its target's place. */
    @Override
    public void close() throws IOException {
        try (channel) {
            Files.deleteIfExists(path);
        } finally {
            OWN.remove(path.getFileName().toString());
        }
    }

    /** Deletes the temporary files of a target whose processes have ended. */
    static void removeAbandoned(WriteTarget target) throws IOException {
        Path folder = target.file().toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) return;
        Pattern name = Pattern.compile(Pattern.quote(prefix(target)) + "[0-9a-f]{" + 2 * RANDOMNESS + "}\\.tmp");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String found = entry.getFileName().toString();
                if (name.matcher(found).matches() && !OWN.contains(found)) deleteIfAbandoned(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static void deleteIfAbandoned(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) return;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (channel.tryLock() != null) Files.deleteIfExists(file);
        } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
            // It may be another user's, or nobody can tell: then it stays.
        }
    }
}
