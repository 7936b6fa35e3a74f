package dev.nn.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitTest {
    private static void git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString(), "-c", "user.name=A"));
        command.addAll(List.of("-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("git %s", List.of(arguments)).isZero();
    }

    /** A clone with one commit, as small as it can be and still be taken for one of nn. */
    private static Path cloneIn(Path folder) throws IOException, InterruptedException {
        Path pom = folder.resolve("nn-bench").resolve("pom.xml");
        Files.createDirectories(pom.getParent());
        Files.writeString(pom, "<project/>");
        git(folder, "init", "-q");
        git(folder, "add", ".");
        git(folder, "commit", "-q", "-m", "first");
        return pom;
    }

    @Test
    void isTheCloneAroundTheClasses(@TempDir Path folder) throws Exception {
        Path pom = cloneIn(folder);
        Path classes = Files.createDirectories(folder.resolve("nn-bench/target/run/classes"));
        String commit = Commit.of(classes);
        assertThat(commit).matches("[0-9a-f]{40}");

        Files.writeString(folder.resolve("untracked"), "");
        assertThat(Commit.of(classes)).isEqualTo(commit);

        Files.writeString(pom, "<project> </project>");
        assertThat(Commit.of(classes)).isEqualTo(commit + ", with changes that are not committed");
    }

    @Test
    void isUnknownOutsideOfAClone(@TempDir Path folder) throws Exception {
        assertThat(Commit.of(folder)).isEqualTo(Commit.UNKNOWN);
        assertThat(Commit.of(folder.resolve("missing"))).isEqualTo(Commit.UNKNOWN);
        git(folder, "init", "-q"); // somebody else's
        assertThat(Commit.of(folder)).isEqualTo(Commit.UNKNOWN);
    }

    @Test
    void isFoundHere() {
        assertThat(Commit.here()).isNotEmpty();
    }
}
