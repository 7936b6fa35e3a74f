package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run-time images with the program, nn and the few modules of the JDK that they need. */
class JlinkTest {
    private static final String VECTOR = "jdk.incubator.vector";

    @TempDir
    private Path folder = Path.of("");

    /**
     * No flag to start it, because the image has it. jlink does not follow services by itself; {@code --bind-services}
     * would, but takes every provider of the JDK.
     */
    @ParameterizedTest
    @ValueSource(strings = {"explicit", "bound"})
    void withTheVectorApiAndItsFlag(String descriptor) throws Exception {
        link(descriptor, "org.example,dev.nn.simd," + VECTOR, "--add-options=" + Jvm.FLAG);
        launch().assertSimd();
    }

    /** The descriptor of this program requires the Vector API, for jlink and for java. */
    @Test
    void ofAProgramThatRequiresTheVectorApi() throws Exception {
        link("vector", "org.example,dev.nn.simd");
        launch().assertSimd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"explicit", "bound"})
    void withoutTheVectorApiItIsScalar(String descriptor) throws Exception {
        link(descriptor, "org.example,dev.nn.simd");
        assertScalarWithALine(launch());
    }

    /** That there was no service to be found is no failure that could be told: nobody asked for nn-simd. */
    @Test
    void withoutNnSimdItIsScalar() throws Exception {
        link("bound", "org.example");
        Run run = launch();
        run.assertScalar();
        assertThat(run.err()).isEmpty();
    }

    /** As on a JDK that has the Vector API no longer, or elsewhere: nn-simd is there, and what it needs is not. */
    @ParameterizedTest
    @ValueSource(strings = {"explicit", "bound"})
    void onAnImageWithoutTheVectorApiAModuleStartsWithNnBesideIt(String descriptor) throws Exception {
        Path program = link(descriptor, "java.base");
        assertScalarWithALine(java("-p", Jvm.path(program, Artifacts.CORE, Artifacts.SIMD), "-m", "org.example"));
    }

    @Test
    void soDoesAProgramOnTheClassPath() throws Exception {
        Path program = link("bound", "java.base");
        assertScalarWithALine(java("-cp", Jvm.path(program, Artifacts.CORE, Artifacts.SIMD), "org.example.Predict"));
    }

    /** The line says what is the matter with this image; the flag would end it at once. */
    private static void assertScalarWithALine(Run run) {
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains("image", "jlink", VECTOR)
                .doesNotContain("start java with");
    }

    /** Makes the image, and returns the program's jar. */
    private Path link(String descriptor, String modules, String... options) {
        Path program = Tools.module(descriptor, folder);
        List<String> arguments = new ArrayList<>(List.of(
                "--module-path",
                Jvm.path(program, Artifacts.CORE, Artifacts.SIMD),
                "--add-modules",
                modules,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                folder.resolve("image").toString()));
        if (modules.startsWith("org.example")) {
            arguments.addAll(List.of("--launcher", "predict=org.example/org.example.Predict"));
        }
        arguments.addAll(List.of(options));
        Tools.run("jlink", arguments.toArray(String[]::new));
        return program;
    }

    /** Runs the launcher that jlink has made for the program. */
    private Run launch() throws Exception {
        return Jvm.run(Map.of(), List.of(tool(File.separatorChar == '/' ? "predict" : "predict.bat")));
    }

    private Run java(String... arguments) throws Exception {
        return Jvm.run(
                Map.of(),
                Stream.concat(Stream.of(tool("java")), Stream.of(arguments)).toList());
    }

    private String tool(String name) {
        return folder.resolve("image").resolve("bin").resolve(name).toString();
    }
}
