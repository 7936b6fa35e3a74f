package dev.nn.consumers;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module path: no flag, as long as the program is a module. */
class ModulePathTest {
    private static final String LIBRARIES = Jvm.path(Artifacts.CORE, Artifacts.SIMD);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aModuleThatRequiresBoth() throws Exception {
        run(Tools.module("explicit", folder)).assertSimd();
    }

    @Test
    void aModuleThatRequiresCoreGetsTheSimdKernelsAsAService() throws Exception {
        run(Tools.module("bound", folder)).assertSimd();
    }

    private static Run run(Path program) throws Exception {
        return Jvm.run("-p", Jvm.path(program, Artifacts.CORE, Artifacts.SIMD), "-m", "org.example");
    }

    @Test
    void aProgramOnTheClassPathNamesTheSimdModule() throws Exception {
        mixed("dev.nn.simd").assertSimd();
    }

    @Test
    void orTheCoreModule() throws Exception {
        mixed("dev.nn.core").assertSimd();
    }

    private static Run mixed(String module) throws Exception {
        return Jvm.run(
                "-p", LIBRARIES, "--add-modules", module, "-cp", Artifacts.PROGRAM.toString(), "org.example.Predict");
    }
}
