package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.simd.jvm.VectorWidth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every kernel is of a size and kind that the JIT compilers take. */
@Tag("once")
class KernelFitnessTest {
    /**
     * Bytes of code that a method with vectors may have. At about 2,700 C1 gives up ("out of virtual registers"), and
     * then a method stays in the interpreter, where it collects no profile, until C2 takes it, if it ever does.
     */
    private static final int LIMIT = 2_000;

    private static final String CANARY = "dev.nn.simd.KernelExercise::canary";

    @Test
    void noMethodWithVectorsIsTooLong() {
        System.out.println(
                "the longest method with vectors: " + VectorMethods.all().getFirst());
        assertThat(VectorMethods.longerThan(LIMIT)).isEmpty();
    }

    /** The canary: methods are found and measured. */
    @Test
    void aLowerLimitIsExceeded() {
        List<VectorMethods.Method> methods = VectorMethods.all();
        assertThat(methods).extracting(VectorMethods.Method::owner).contains("MicroKernel", "GeluLoops", "SimdSoftmax");
        assertThat(VectorMethods.longerThan(1_000))
                .isNotEmpty()
                .contains(methods.getFirst())
                .allMatch(m -> m.bytes() > 1_000);
    }

    /** In a JVM of its own, with one method forbidden, so that the words for what is not compiled are known to be right. */
    @Tag("long")
    @Test
    void noKernelIsGivenUpByACompiler() throws IOException, InterruptedException {
        assumeTrue(Width.isAvailable(), Width::complaint);
        String output = exercise();
        assertThat(output).contains(KernelExercise.CALM);
        CompilationLog log = CompilationLog.of(output);
        assertThat(log.givenUp())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains(CANARY));
        assertThat(log.compiledByC2())
                .as("compiled by C2")
                .anyMatch(method -> method.startsWith("MicroKernel::tile"))
                .anyMatch(method -> method.startsWith("OuterKernel::rows"))
                .anyMatch(method -> method.startsWith("DotKernel::tile"))
                .anyMatch(method -> method.startsWith("SquareTranspose::"))
                .anyMatch(method -> method.startsWith("GeluLoops::"))
                .anyMatch(method -> method.startsWith("TanhLoops::"));
    }

    private static String exercise() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:+PrintCompilation",
                        "-XX:CompileCommand=exclude," + CANARY,
                        "-D%s=%d".formatted(VectorWidth.BITS_PROPERTY, Width.bits()),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KernelExercise.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code; output: %s", output).isZero();
        return output;
    }

    /** The canary: what C1 and C2 say when they give up is understood. */
    @Test
    void whatTheCompilersSayIsUnderstood() {
        CompilationLog log = CompilationLog.of("""
                   1206  611       3       dev.nn.simd.product.DotKernel::tiles (2770 bytes)   COMPILE SKIPPED: out of virtual registers in LIR generator (retry at different tier)
                   1207  613       4       dev.nn.simd.product.DotKernel::tile4x4of16 (1019 bytes)
                   1207  614 %     4       dev.nn.simd.product.Packing::wholePanels @ 45 (123 bytes)
                   1208  615       3       dev.nn.simd.function.GeluLoops::value (499 bytes)
                   1209  616       3       java.lang.String::hashCode (60 bytes)   COMPILE SKIPPED: out of memory (not retryable)
                   1210  617       4       dev.nn.simd.product.Tiles::multiply (167 bytes)   made not entrant: uncommon trap
                made not compilable on level 4  dev.nn.simd.product.MicroKernel::tile4x4 (1431 bytes)   out of nodes
                made not OSR compilable on all levels  dev.nn.simd.product.Packing::copy (38 bytes)   not OSR compilable
                """);
        assertThat(log.givenUp()).hasSize(3).noneMatch(line -> line.contains("hashCode") || line.contains("entrant"));
        assertThat(log.compiledByC2()).containsExactly("DotKernel::tile4x4of16", "Packing::wholePanels");
    }
}
