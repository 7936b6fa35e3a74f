package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
