package dev.nn.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.kernel.Kernels;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;

/**
 * What the program {@code org.example.Predict} did.
 *
 * @param exit its exit code
 * @param out lines of its standard output
 * @param err lines of its error output
 */
record Run(int exit, List<String> out, List<String> err) {
    /** Between the scalar and the SIMD kernels, which round differently. */
    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

    String kernels() {
        return only("kernels").getFirst();
    }

    List<Float> outputs() {
        return only("output").stream().map(Float::valueOf).toList();
    }

    /** What follows this word, in the lines that begin with it. */
    List<String> only(String word) {
        return out.stream()
                .filter(line -> line.startsWith(word + " "))
                .map(line -> line.substring(word.length() + 1))
                .toList();
    }

    /** The SIMD kernels ran, nobody complained, and the outputs are those of this JVM, bit for bit. */
    void assertSimd() {
        Assumptions.assumeTrue(Expected.SIMD_KERNELS.startsWith("simd-"), "no SIMD kernels on this machine");
        assertThat(exit).as("exit code; %s", err).isZero();
        assertThat(kernels()).as("kernels; %s", err).isEqualTo(Expected.SIMD_KERNELS);
        assertThat(err).noneMatch(line -> line.contains("[scalar-kernels]"));
        assertThat(outputs()).containsExactlyElementsOf(Expected.OUTPUTS);
    }

    /** The scalar kernels ran and got the same outputs but for rounding. */
    void assertScalar() {
        assertThat(exit).as("exit code; %s", err).isZero();
        assertThat(kernels()).as("kernels; %s", err).isEqualTo("scalar");
        assertThat(outputs()).hasSameSizeAs(Expected.OUTPUTS);
        for (int i = 0; i < outputs().size(); i++) {
            assertThat(outputs().get(i)).as("output %d", i).isCloseTo(Expected.OUTPUTS.get(i), ROUNDING);
        }
    }

    /** What the program prints in this JVM, which has the Vector API. */
    private static final class Expected {
        static final String SIMD_KERNELS = Kernels.best().name();
        static final List<Float> OUTPUTS = ThisJvm.predict();
    }
}
