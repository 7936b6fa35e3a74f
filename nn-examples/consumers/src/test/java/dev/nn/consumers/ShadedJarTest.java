package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The program and nn in one jar, for {@code java -jar}. */
class ShadedJarTest {
    private static final String JAR = Artifacts.SHADED.toString();

    @Test
    void carriesTheServiceOfTheSimdKernels() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            assertThat(jar.getEntry("META-INF/services/dev.nn.kernel.KernelProvider"))
                    .isNotNull();
            assertThat(jar.getEntry("module-info.class")).isNull();
        }
    }

    @Test
    void withTheFlag() throws Exception {
        Jvm.run(Jvm.FLAG, "-jar", JAR).assertSimd();
    }

    @Test
    void withTheFlagInTheEnvironment() throws Exception {
        Jvm.run(Map.of("JAVA_TOOL_OPTIONS", Jvm.FLAG), List.of(Jvm.java(), "-jar", JAR))
                .assertSimd();
    }

    @Test
    void withoutTheFlagOneLineSaysWhichWouldHelp() throws Exception {
        Run run = Jvm.run("-jar", JAR);
        run.assertScalar();
        assertThat(run.err())
                .filteredOn(line -> line.contains("[scalar-kernels]"))
                .singleElement()
                .asString()
                .contains(Jvm.FLAG);
    }
}
