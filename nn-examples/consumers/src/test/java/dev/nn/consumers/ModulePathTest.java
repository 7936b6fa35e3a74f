package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The module path: the flag of the class path, or a line in the program's own descriptor. */
class ModulePathTest {
    private static final String LIBRARIES = Jvm.path(Artifacts.CORE, Artifacts.SIMD);

    @TempDir
    private Path folder = Path.of("");

    /** Whether the program names nn-simd or gets it as a service. */
    @ParameterizedTest
    @ValueSource(strings = {"explicit", "bound"})
    void withTheFlag(String descriptor) throws Exception {
        run(descriptor, Jvm.FLAG).assertSimd();
    }

    @Test
    void aModuleThatRequiresTheVectorApiNeedsNoFlag() throws Exception {
        run("vector").assertSimd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"explicit", "bound"})
    void withoutTheFlagOneLineSaysWhichWouldHelp(String descriptor) throws Exception {
        Run run = run(descriptor);
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains(Jvm.FLAG);
    }

    private Run run(String descriptor, String... options) throws Exception {
        Path program = Tools.module(descriptor, folder);
        List<String> modules = List.of("-p", Jvm.path(program, Artifacts.CORE, Artifacts.SIMD), "-m", "org.example");
        return Jvm.run(Stream.concat(Stream.of(options), modules.stream()).toArray(String[]::new));
    }

    /** The flag takes several names: the module of the Vector API, and the one that stands for nn. */
    @ParameterizedTest
    @ValueSource(strings = {"dev.nn.simd", "dev.nn.core"})
    void aProgramOnTheClassPathNamesAModuleOfNnToo(String module) throws Exception {
        String flag = Jvm.FLAG + "," + module;
        Jvm.run("-p", LIBRARIES, flag, "-cp", Artifacts.PROGRAM.toString(), "org.example.Predict")
                .assertSimd();
    }
}
