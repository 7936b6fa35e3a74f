package dev.nn.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.initializer.Initializer;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.PoolWindows;
import dev.nn.kernel.Rows;
import dev.nn.kernel.Workspace;
import dev.nn.network.Model;
import dev.nn.network.Network;
import dev.nn.simd.plain.PlainDenseKernels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the compiler of a JVM doesn't compile is replaced by plain loops, and nothing else is: each in a JVM of its own,
 * whose compiler is forbidden one class of kernels.
 */
class UncompiledTest {
    /** What runs in the other JVM: warms up a layer, and compares an operation of each kind with the plain kernels. */
    static final class Layers {
        private Layers() {}

        public static void main(String[] arguments) {
            DenseKernels kernels = Kernels.named("simd");
            check(kernels, 20, 20, 40);
            check(kernels, 2, 20, 40);
            check(kernels, 12, 20, 3);
            kernels.prepare(new Operation.MaxPooling(20));
            if (!Arrays.equals(pooled(kernels), pooled(new PlainDenseKernels())))
                System.out.println("other bits of maxima");
            if (!Arrays.equals(single(kernels), single(new PlainDenseKernels())))
                System.out.println("other bits of a row");
            System.out.println("same bits");
        }

        private static void check(DenseKernels kernels, int batch, int in, int out) {
            Activation activation = Activation.TANH;
            kernels.prepare(new Operation.DenseLayer(batch, kernels.weightLayout(in, out), activation, true));
            if (!Arrays.equals(run(kernels, batch, in, out), run(new PlainDenseKernels(), batch, in, out))) {
                System.out.println("other bits with " + out + " outputs");
            }
        }

        /** The maxima of two pixels. */
        private static float[] pooled(DenseKernels kernels) {
            Rows x = Rows.allocate(1, 40), y = Rows.of(new float[20], 20);
            for (int i = 0; i < 40; i++) x.data()[i] = i * 7 % 5;
            PoolWindows both = new PoolWindows(20, 2, new int[] {2}, new int[] {0, 20});
            kernels.convolution().maxPool(0, 1, x, both, y);
            return y.data();
        }

        /** What a small model predicts for one row. */
        private static float[] single(DenseKernels kernels) {
            Network network =
                    Network.input(20).dense(24, Activation.TANH).dense(3).build(Initializer.he(), 1, kernels);
            float[] x = new float[20], y = new float[3];
            for (int i = 0; i < x.length; i++) x[i] = i / 20f - 0.4f;
            Model model = network.freeze();
            model.predict(x, y, model.newWorkspace(1));
            return y;
        }

        private static float[] run(DenseKernels kernels, int batch, int in, int out) {
            Affine parameters = Affine.allocate(kernels.weightLayout(in, out));
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < out; j++) parameters.setWeight(i, j, (i * 7 + j * 3) % 11 / 11f - 0.5f);
            }
            Affine gradient = Affine.allocate(parameters.layout());
            Rows x = Rows.allocate(batch, in), y = Rows.allocate(batch, out), dx = Rows.allocate(batch, in);
            for (int i = 0; i < x.data().length; i++) x.data()[i] = i % 13 / 13f - 0.4f;
            Operation layer = new Operation.DenseLayer(batch, parameters.layout(), Activation.TANH, true);
            Workspace workspace = new Workspace().reserve(kernels.scratch(layer));
            kernels.forward(0, batch, x, parameters, Activation.TANH, y, y, workspace);
            kernels.backwardActivation(batch, 0, out, Activation.TANH, y, y, y, gradient, workspace);
            kernels.backwardWeights(batch, 0, in, x, y, gradient, false, workspace);
            kernels.backwardInput(batch, 0, in, y, parameters, dx, workspace);
            float[] result = new float[(batch + out) * in];
            for (int r = 0; r < batch; r++) System.arraycopy(dx.data(), dx.index(r, 0), result, r * in, in);
            parameters.layout().unpack(gradient.data(), gradient.weights(), result, batch * in);
            return result;
        }
    }

    @Tag("long") // a JVM for each
    @ParameterizedTest
    @CsvSource({
        "function.TanhLoops::value, WARNING: the activation (Tanh), WARNING: the gradient",
        "function.TanhLoops::gradient, WARNING: the gradient of the activation (Tanh), WARNING: the activation",
        "product.SquareTranspose::*, WARNING: the gradient of inputs, WARNING: the gradient of weights",
        "product.DotKernel::*, WARNING: the forward product (NarrowLayout), (PanelLayout)",
        "chain.ChainKernel::*, WARNING: the prediction of single rows, WARNING: the forward product",
        "function.MaxPooling*::*, WARNING: max pooling, WARNING: the forward product",
        "none::*, '', plain loops"
    })
    void onlyWhatIsNotCompiledIsReplaced(String forbidden, String named, String notNamed)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=exclude,dev.nn.simd." + forbidden,
                "-cp",
                System.getProperty("java.class.path"),
                Layers.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code; output: %s", output).isZero();
        assertThat(output).contains(named, "same bits").doesNotContain("other bits", notNamed);
    }
}
