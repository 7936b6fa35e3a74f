package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything on the class path: the SIMD kernels need the flag, wherever it stands; without it one line says so. */
class ClassPathTest {
    private static final String CLASS_PATH = Jvm.path(Artifacts.PROGRAM, Artifacts.CORE, Artifacts.SIMD);
    private static final String MAIN = "org.example.Predict";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withTheFlag() throws Exception {
        Jvm.run(Jvm.FLAG, "-cp", CLASS_PATH, MAIN).assertSimd();
    }

    @Test
    void withoutTheFlagOneLineSaysWhichWouldHelp() throws Exception {
        Run run = Jvm.run("-cp", CLASS_PATH, MAIN);
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains(Jvm.FLAG);
    }

    @Test
    void whoWantsScalarKernelsIsToldNothing() throws Exception {
        Run run = Jvm.run("-Dnn.kernels=scalar", "-cp", CLASS_PATH, MAIN);
        run.assertScalar();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void whoHasOnlyCoreIsToldNothing() throws Exception {
        Run run = Jvm.run("-cp", Jvm.path(Artifacts.PROGRAM, Artifacts.CORE), MAIN);
        run.assertScalar();
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theFlagInJavaToolOptions() throws Exception {
        withEnvironment("JAVA_TOOL_OPTIONS").assertSimd();
    }

    @Test
    void theFlagInJdkJavaOptions() throws Exception {
        withEnvironment("JDK_JAVA_OPTIONS").assertSimd();
    }

    @Test
    void theFlagInAnArgumentFile() throws Exception {
        Path file = Files.writeString(folder.resolve("nn.args"), Jvm.FLAG + "\n");
        Jvm.run("@" + file, "-cp", CLASS_PATH, MAIN).assertSimd();
    }

    private static Run withEnvironment(String variable) throws IOException, InterruptedException {
        return Jvm.run(Map.of(variable, Jvm.FLAG), List.of(Jvm.java(), "-cp", CLASS_PATH, MAIN));
    }
}
