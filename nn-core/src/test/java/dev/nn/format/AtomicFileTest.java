package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    @Test
    void failureLeavesTheOldFileAndNothingElse(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write('n');
                    throw new IOException("full");
                }))
                .hasMessage("full");
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file)).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void replacesWhatIsThere(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        AtomicFile.write(file, out -> out.write('n'));
        assertThat(file).hasContent("n");
    }

    /** As encoders of pictures do. */
    @Test
    void theContentMayCloseTheStream(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/b.txt");
        AtomicFile.write(file, out -> {
            out.write("all".getBytes(StandardCharsets.UTF_8));
            out.close();
        });
        assertThat(file).hasContent("all");
    }

    @Test
    void threadsMayWriteTheSameFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.txt");
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Callable<Object>> writers = new ArrayList<>();
            for (int t = 0; t < 40; t++) {
                byte[] content = ("writer " + t % 10).getBytes(StandardCharsets.UTF_8);
                writers.add(Executors.callable(() -> {
                    try {
                        AtomicFile.write(file, out -> out.write(content));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
            }
            for (Future<Object> writer : executor.invokeAll(writers)) writer.get();
        }
        assertThat(Files.readString(file)).matches("writer [0-9]");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Files with these permissions; for systems that have none, the test says nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-rw-", "r--r--r--", "rwxr-x---"})
    void permissionsStay(String mode, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        AtomicFile.write(file, out -> {
            try (Stream<Path> all = Files.list(folder)) {
                // Not for a moment may others read what they may not.
                for (Path path : all.toList()) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .isEqualTo(mode);
                }
            }
            out.write('n');
        });
        assertThat(file).hasContent("n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
    }

    @Test
    void aNewFileHasTheUsualPermissions(@TempDir Path folder) throws IOException {
        Path usual = Files.writeString(folder.resolve("usual"), "x"), file = folder.resolve("a.txt");
        assumeTrue(Files.getFileStore(usual).supportsFileAttributeView("posix"));
        AtomicFile.write(file, out -> out.write('n'));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aSymbolicLinkStaysAndItsFileIsReplaced(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("far/off"));
        Path file = Files.writeString(folder.resolve("far/off/a.txt"), "old");
        Path middle = Files.createSymbolicLink(folder.resolve("far/middle"), Path.of("off", "a.txt"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("far", "middle"));
        AtomicFile.check(link);
        AtomicFile.write(link, out -> out.write('n'));
        assertThat(file).hasContent("n").isRegularFile();
        assertThat(link).isSymbolicLink();
        assertThat(middle).isSymbolicLink();
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        assertThat(file.getParent()).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aLinkThatLeadsNowhereGetsItsFile(@TempDir Path folder) throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("new", "a.txt"));
        AtomicFile.write(link, out -> out.write('n'));
        assertThat(folder.resolve("new/a.txt")).hasContent("n");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void aRingOfLinksAndAFolderAreNamed(@TempDir Path folder) throws IOException {
        Path ring = Files.createSymbolicLink(folder.resolve("ring"), Path.of("ring"));
        assertThatThrownBy(() -> AtomicFile.write(ring, out -> out.write('n')))
                .hasMessageContainingAll(ring.toString(), "ring");
        assertThatThrownBy(() -> AtomicFile.write(folder, out -> out.write('n')))
                .hasMessage("is a folder, a file was expected: " + folder);
        assertThatThrownBy(() -> AtomicFile.check(folder)).hasMessage("is a folder, a file was expected: " + folder);
    }

    /** To replace {@code /dev/null} would be a disaster. */
    @Test
    void aDeviceIsWrittenTo() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.isWritable(device));
        AtomicFile.check(device);
        AtomicFile.write(device, out -> out.write('n'));
        assertThat(Files.readAttributes(device, BasicFileAttributes.class).isOther())
                .isTrue();
    }

    @Test
    void messagesNameTheFileThatTheUserKnows(@TempDir Path folder) throws IOException {
        Path full = Path.of("/dev/full");
        if (Files.isWritable(full)) {
            assertThatThrownBy(() -> AtomicFile.write(full, out -> out.write('n')))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("/dev/full: ");
        }
        Path tooLong = folder.resolve("a".repeat(300));
        assertThatThrownBy(() -> AtomicFile.write(tooLong, out -> out.write('n')))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("a".repeat(300))
                .hasMessageNotContaining(".tmp");
        Path inFile = Files.writeString(folder.resolve("b.txt"), "").resolve("c.txt");
        assertThatThrownBy(() -> AtomicFile.check(inFile))
                .hasMessageContaining("b.txt")
                .hasMessageNotContaining(".tmp");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    /** Names may have 255 bytes; what is added must not make a permitted one too long. */
    @Test
    void aLongNameIsWritten(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ü".repeat(127));
        AtomicFile.write(file, out -> out.write('n'));
        assertThat(file).hasContent("n");
    }

    /** The temporary file of a process that still writes stays, of one that was killed it goes; numbers don't matter. */
    @Test
    void onlyWhatNobodyWritesIsRemoved(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.txt");
        Process live = SlowWriter.start(file), killed = SlowWriter.start(file);
        AtomicFile.write(file, out -> {
            out.write('o');
            kill(killed);
            assertThat(temporaryFiles(folder)).hasSize(3);
            // Written by this process, by another, and by none.
            AtomicFile.removeLeftovers(file);
            assertThat(temporaryFiles(folder)).hasSize(2);
        });
        assertThat(file).hasContent("o");
        assertThat(temporaryFiles(folder)).hasSize(1);
        SlowWriter.finish(live);
        assertThat(file).hasContent("from another process");
        assertThat(temporaryFiles(folder)).isEmpty();
    }

    private static void kill(Process process) throws IOException {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static List<Path> temporaryFiles(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.toString().endsWith(".tmp")).toList();
        }
    }
}
