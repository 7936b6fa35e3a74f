package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
