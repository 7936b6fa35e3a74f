package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nn.kernel.Kernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A choice that can't be honoured is an error that says why, never a silent replacement; each in a JVM of its own. */
class ForcedChoiceTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";

    /** What runs in the other JVM: prints the name of the best kernels, or why there are none. */
    static final class Choose {
        private Choose() {}

        public static void main(String[] arguments) {
            try {
                System.out.println("chose " + Kernels.best().name());
            } catch (IllegalArgumentException | IllegalStateException refused) {
                System.out.println("refused: " + refused.getMessage());
            }
        }
    }

    private static String choose(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Choose.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code; output: %s", output).isZero();
        return output;
    }

    @Test
    void scalarIsChosenWhereAsked() throws IOException, InterruptedException {
        assertThat(choose(MODULE, "-Dnn.kernels=scalar")).contains("chose scalar");
    }

    @Test
    void withoutAChoiceItIsTheWidthThatTheHardwarePrefers() throws IOException, InterruptedException {
        assumeTrue(Kernels.best().name().startsWith("simd"), "no SIMD kernels on this machine");
        assertThat(choose(MODULE)).contains("chose simd-" + Width.bits());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1024", "64", "wide", ""})
    void aWidthThatDoesNotExistIsRefused(String bits) throws IOException, InterruptedException {
        assertThat(choose(MODULE, "-Dnn.kernels=simd", "-Dnn.simd.bits=" + bits))
                .contains("refused", "128, 256 or 512", "'" + bits + "'");
    }

    @Test
    void aWidthThatDoesNotExistIsRefusedByTheAutomaticChoiceToo() throws IOException, InterruptedException {
        assertThat(choose(MODULE, "-Dnn.simd.bits=1024")).contains("refused", "128, 256 or 512");
        assertThat(choose("-Dnn.simd.bits=128")).contains("refused", MODULE);
    }

    @Test
    void aWidthBeyondTheHardwareIsRefused() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the option that narrows vectors is for x86");
        assertThat(choose(MODULE, "-XX:MaxVectorSize=16", "-Dnn.kernels=simd", "-Dnn.simd.bits=256"))
                .contains("refused", "256", "128 bits");
    }

    @Test
    void simdWithoutItsModuleIsRefused() throws IOException, InterruptedException {
        assertThat(choose("-Dnn.kernels=simd")).contains("refused", MODULE);
    }

    /** What no trying is needed for; the remedy stands in the line. */
    @ParameterizedTest
    @CsvSource({
        "-XX:TieredStopAtLevel=1, <optimizedLaunch>false</optimizedLaunch>",
        "-XX:TieredStopAtLevel=3, first compiler",
        "-Xint, -Xint",
        "-XX:-UseFMA, fused multiply-add"
    })
    void aJvmThatCantCompileVectorsGetsScalarKernelsAndTheTrueReason(String option, String reason)
            throws IOException, InterruptedException {
        assertThat(choose(MODULE, option)).contains("chose scalar", "kernels 'scalar' instead of", reason);
        assertThat(choose(MODULE, option, "-Dnn.kernels=simd")).contains("refused", reason);
    }

    @Test
    void aCpuWithoutAvxGetsScalarKernels() throws IOException, InterruptedException {
        assumeTrue(System.getProperty("os.arch").equals("amd64"), "the option is for x86");
        assertThat(choose(MODULE, "-XX:UseAVX=0")).contains("chose scalar", "fused multiply-add");
    }
}
