package dev.nn.bench.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commit that the running classes were built from, as far as git can tell. */
final class Commit {
    static final String UNKNOWN = "not known (the classes do not lie in a clone)";

    private Commit() {}

    /** That of the clone in which this class lies: the launcher builds before it runs. */
    static String here() {
        try {
            Path classes = Path.of(Commit.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return of(Files.isDirectory(classes) ? classes : classes.resolveSibling("."));
        } catch (URISyntaxException e) {
            return UNKNOWN;
        }
    }

    /** The commit of the clone of nn around a folder, and whether tracked files differ from it. */
    static String of(Path folder) {
        Optional<String> root = git(folder, "rev-parse", "--show-toplevel");
        if (root.isEmpty() || !Files.exists(Path.of(root.get(), "nn-bench", "pom.xml"))) return UNKNOWN;
        Optional<String> head = git(folder, "rev-parse", "HEAD");
        if (head.isEmpty()) return UNKNOWN;
        Optional<String> changes = git(Path.of(root.get()), "status", "--porcelain", "--untracked-files=no");
        return head.get() + (changes.map(String::isEmpty).orElse(true) ? "" : ", with changes that are not committed");
    }

    /** What git prints, or nothing if it fails or isn't there. */
    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
