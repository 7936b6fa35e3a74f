package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run-time image with the program, nn and the few modules of the JDK that they need: no flag to start it. */
class JlinkTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aModuleThatRequiresBoth() throws Exception {
        run(link(Tools.module("explicit", folder), "org.example")).assertSimd();
    }

    /** jlink does not follow services by itself; {@code --bind-services} would, but takes every provider of the JDK. */
    @Test
    void aModuleThatRequiresCoreNeedsTheSimdModuleNamed() throws Exception {
        Path program = Tools.module("bound", folder);
        run(link(program, "org.example,dev.nn.simd")).assertSimd();
    }

    /** That there was no service to be found is no failure that could be told: nobody asked for nn-simd. */
    @Test
    void withoutNnSimdItIsScalar() throws Exception {
        Run run = run(link(Tools.module("bound", folder), "org.example"));
        run.assertScalar();
        assertThat(run.err()).isEmpty();
    }

    private Path link(Path program, String modules) {
        Path image = folder.resolve("image");
        Tools.run(
                "jlink",
                "--module-path",
                Jvm.path(program, Artifacts.CORE, Artifacts.SIMD),
                "--add-modules",
                modules,
                "--launcher",
                "predict=org.example/org.example.Predict",
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.toString());
        return image;
    }

    private static Run run(Path image) throws Exception {
        String launcher = File.separatorChar == '/' ? "predict" : "predict.bat";
        return Jvm.run(Map.of(), List.of(image.resolve("bin").resolve(launcher).toString()));
    }
}
