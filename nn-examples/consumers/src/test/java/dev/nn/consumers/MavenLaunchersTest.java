package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that Maven starts: each test is a Maven of its own on this JVM's JDK. nn comes from a local repository that
 * shares everything else with the one of this build.
 */
@Tag("long")
@Timeout(300)
class MavenLaunchersTest {
    private static final String VERSION = Artifacts.property("nn.version");

    @TempDir
    private Path folder = Path.of("");

    private Path repository = Path.of("");

    @BeforeEach
    void installNn() throws IOException {
        repository = Files.createDirectory(folder.resolve("repository"));
        Path shared = Path.of(Artifacts.property("maven.repository"));
        share(shared, repository, "dev");
        if (Files.exists(shared.resolve("dev"))) share(shared.resolve("dev"), repository.resolve("dev"), "nn");
        Path root = Path.of(Artifacts.property("nn.root"));
        install("nn-parent", root.resolve("pom.xml"), "pom");
        install("nn-core", Artifacts.CORE, "jar");
        install("nn-core", root.resolve(Path.of("nn-core", "pom.xml")), "pom");
        install("nn-simd", Artifacts.SIMD, "jar");
        install("nn-simd", root.resolve(Path.of("nn-simd", "pom.xml")), "pom");
    }

    /** The links alone: JUnit warns of each that leads out of a temporary folder. */
    @AfterEach
    void unlink() throws IOException {
        for (Path place : List.of(repository, repository.resolve("dev"))) {
            try (Stream<Path> entries = Files.list(place)) {
                for (Path link : entries.filter(Files::isSymbolicLink).toList()) Files.delete(link);
            }
        }
    }

    /** Links to all entries but one. */
    private static void share(Path from, Path to, String but) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (!name.equals(but)) Files.createSymbolicLink(to.resolve(name), entry);
            }
        }
    }

    private void install(String artifact, Path file, String type) throws IOException {
        Path place = repository.resolve(Path.of("dev", "nn", artifact, VERSION));
        Files.createDirectories(place);
        Files.copy(file, place.resolve("%s-%s.%s".formatted(artifact, VERSION, type)));
    }

    @Test
    void exec() throws Exception {
        run(Map.of(), "compile", "exec:exec@flag").assertSimd();
    }

    @Test
    void execJavaWithTheFlagInMavenOpts() throws Exception {
        run(Map.of("MAVEN_OPTS", Jvm.FLAG), "compile", "exec:java").assertSimd();
    }

    @Test
    void execJavaWithoutTheFlagOneLineSaysWhichWouldHelp() throws Exception {
        Run run = run(Map.of(), "compile", "exec:java");
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains(Jvm.FLAG);
    }

    @Test
    void kotlin() throws Exception {
        Path sources = Artifacts.SOURCES.resolve(Path.of("launchers", "kotlin", "src", "main", "kotlin"));
        run("kotlin", sources, Map.of(), "compile", "exec:exec@flag").assertSimd();
    }

    /** Spring sets {@code -XX:TieredStopAtLevel=1} for a fast start, and without C2 vectors stay boxed. */
    @Test
    void springBootRunWithoutC2IsScalarAndSaysWhatWouldHelp() throws Exception {
        Run run = springBootRun(true);
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains("TieredStopAtLevel", "<optimizedLaunch>false</optimizedLaunch>");
    }

    @Test
    void springBootRunWithC2() throws Exception {
        springBootRun(false).assertSimd();
    }

    private Run springBootRun(boolean optimizedLaunch) throws Exception {
        Path sources = Artifacts.SOURCES.resolveSibling("spring-boot").resolve(Path.of("src", "main", "java"));
        return Service.ask(maven(
                "spring-boot",
                sources,
                Map.of(),
                "-DoptimizedLaunch=" + optimizedLaunch,
                "compile",
                "spring-boot:run"));
    }

    private Run run(Map<String, String> environment, String... arguments) throws Exception {
        return run("exec", Artifacts.SOURCES.resolve(Path.of("main", "java")), environment, arguments);
    }

    private Run run(String project, Path sources, Map<String, String> environment, String... arguments)
            throws Exception {
        Run run = Jvm.run(maven(project, sources, environment, arguments));
        return new Run(run.exit(), plain(run.out()), plain(run.err()));
    }

    /** Maven resets a terminal's colours even where there is no terminal. */
    private static List<String> plain(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("\u001b\\[[\\d;]*m", ""))
                .toList();
    }

    /** A build of the project in {@code src/launchers}, with these sources. */
    private ProcessBuilder maven(String project, Path sources, Map<String, String> environment, String... arguments)
            throws IOException {
        Path pom = Files.copy(
                Artifacts.SOURCES.resolve(Path.of("launchers", project, "pom.xml")), folder.resolve("pom.xml"));
        List<String> command = new ArrayList<>(List.of(
                "mvn",
                "-B",
                "-ntp",
                "-q",
                "-f",
                pom.toString(),
                "-Dmaven.repo.local=" + repository,
                "-Dnn.version=" + VERSION,
                "-Dsources=" + sources));
        if (Artifacts.property("maven.mode").endsWith("true")) command.add("-o");
        command.addAll(List.of(arguments));
        ProcessBuilder builder = Jvm.builder(Map.of("JAVA_HOME", System.getProperty("java.home")), command);
        builder.environment().keySet().removeAll(List.of("MAVEN_OPTS", "MAVEN_ARGS"));
        builder.environment().putAll(environment);
        return builder;
    }
}
