package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;

/** The JDK's own tools, run in this JVM. */
final class Tools {
    private Tools() {}

    /** Runs a tool that must succeed and say nothing, but for the JDK's word on incubator modules. */
    static void run(String tool, String... arguments) {
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output);
        int exit = ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
        writer.flush();
        assertThat(exit).as("%s: %s", tool, output).isZero();
        assertThat(output.toString().lines()).as(tool).allMatch(line -> line.contains("incubator module"));
    }

    /**
     * Compiles the program as a module against the jars, with every warning an error. Nothing else is on its paths. Who
     * requires nn-simd by name is warned that it uses an incubator module.
     */
    static Path module(String descriptor, Path folder) {
        Path classes = folder.resolve(descriptor), jar = folder.resolve(descriptor + ".jar");
        Path sources = Artifacts.SOURCES;
        run(
                "javac",
                "-Xlint:all,-incubating",
                "-Werror",
                "-d",
                classes.toString(),
                "--module-path",
                Jvm.path(Artifacts.CORE, Artifacts.SIMD),
                sources.resolve(Path.of("modules", descriptor, "module-info.java"))
                        .toString(),
                sources.resolve(Path.of("main", "java", "org", "example", "Predict.java"))
                        .toString());
        run(
                "jar",
                "--create",
                "--file",
                jar.toString(),
                "--main-class",
                "org.example.Predict",
                "-C",
                classes.toString(),
                ".");
        return jar;
    }
}
