package dev.nn.consumers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that starts as if from a fresh shell: without what this JVM or its caller set for JVMs. */
final class Jvm {
    /** The flag that the class path needs. */
    static final String FLAG = "--add-modules=jdk.incubator.vector";

    private static final Set<String> VARIABLES = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH");
    private static final long LIMIT_SECONDS = 120;

    private Jvm() {}

    /** The {@code java} that runs these tests. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static String path(Path... entries) {
        return Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs {@code java} with these arguments. */
    static Run run(String... arguments) throws IOException, InterruptedException {
        return run(
                Map.of(), Stream.concat(Stream.of(java()), Stream.of(arguments)).toList());
    }

    /** Runs a command to its end, with these environment variables besides. */
    static Run run(Map<String, String> environment, List<String> command) throws IOException, InterruptedException {
        return run(builder(environment, command));
    }

    /** Runs a command to its end. */
    static Run run(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("nn", ".out"), err = Files.createTempFile("nn", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IllegalStateException("no end after " + LIMIT_SECONDS + " s: " + builder.command());
            }
            return new Run(process.exitValue(), lines(out), lines(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    static ProcessBuilder builder(Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(VARIABLES);
        builder.environment().putAll(environment);
        return builder;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, Charset.defaultCharset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
