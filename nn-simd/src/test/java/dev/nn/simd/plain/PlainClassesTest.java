package dev.nn.simd.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.simd.jvm.VectorShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plain kernels load no vectors, which would take longer than a first prediction; seen in a JVM of its own. */
class PlainClassesTest {
    /** What runs there: every operation of the plain kernels. */
    static final class Everything {
        private Everything() {}

        public static void main(String[] arguments) {
            PlainDenseKernels kernels = new PlainDenseKernels();
            for (int out : new int[] {10, 70}) {
                Affine w = Affine.allocate(kernels.weightLayout(20, out)), dw = Affine.allocate(w.layout());
                Rows x = Rows.allocate(9, 20), y = Rows.allocate(9, out), dx = Rows.allocate(9, 20);
                Rows labels = Rows.allocate(9, 1);
                Operation layer = new Operation.DenseLayer(9, w.layout(), Activation.RELU, true);
                Operation softmax = new Operation.SoftmaxCrossEntropy(out), binary = new Operation.BinaryCrossEntropy();
                Workspace workspace = new Workspace().prepare(kernels, List.of(layer, softmax, binary));
                for (Activation activation : Activation.all()) {
                    kernels.forward(0, 9, x, w, activation, y, y, workspace);
                    kernels.backwardActivation(9, 0, out, activation, y, y, y, dw, workspace);
                }
                kernels.training().softmaxCrossEntropy(0, 9, out, y, labels, 1, y, workspace);
                kernels.training().binaryCrossEntropy(9, out, y, y, 1, y, workspace);
                kernels.backwardWeights(9, 0, 20, x, y, dw, false, workspace);
                for (int batch : new int[] {1, 9}) kernels.backwardInput(batch, 0, 20, y, w, dx, workspace);
                for (Precision precision : Precision.values()) {
                    var frozen = kernels.freeze(w, precision);
                    workspace.prepare(kernels, List.of(new Operation.Prediction(9, frozen, Activation.RELU)));
                    kernels.predict(0, 9, x, frozen, Activation.RELU, y, workspace);
                }
            }
            System.out.println("done");
            if (arguments.length > 0) System.out.println(VectorShape.FLOATS);
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        var command = new java.util.ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Everything.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code; output: %s", output).isZero();
        return output;
    }

    @Test
    void loadNoVectors() throws IOException, InterruptedException {
        assertThat(run())
                .contains("done", "dev.nn.simd.plain.PlainProduct")
                .doesNotContain("jdk.incubator.vector.FloatVector ");
        // A check that can't fail proves nothing.
        assertThat(run("vectors")).contains("jdk.incubator.vector.FloatVector ");
    }
}
