package dev.nn.consumers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The files that Maven has made before these tests run; their places come from the POM. */
final class Artifacts {
    /** The jars of nn. */
    static final Path CORE = file("nn.core.jar"), SIMD = file("nn.simd.jar");

    /** The program's classes alone, with nn in one jar, and as a Spring Boot application. */
    static final Path PROGRAM = file("consumer.jar"), SHADED = file("shaded.jar"), SPRING = file("spring.jar");

    /** The program's sources and its module descriptors. */
    static final Path SOURCES = file("consumer.sources");

    private Artifacts() {}

    static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), () -> "the POM does not set " + name);
    }

    private static Path file(String property) {
        Path path = Path.of(property(property)).toAbsolutePath().normalize();
        if (!Files.exists(path)) throw new IllegalStateException(path + " is missing: run Maven's phase verify");
        return path;
    }

    /** A companion of a jar, for instance {@code -sources.jar} beside {@code nn-core-1.0.jar}. */
    static Path beside(Path jar, String ending) {
        String name = jar.getFileName().toString();
        return jar.resolveSibling(name.substring(0, name.length() - ".jar".length()) + ending);
    }
}
