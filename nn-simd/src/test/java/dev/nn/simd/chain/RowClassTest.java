package dev.nn.simd.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nn.activation.Activation;
import dev.nn.kernel.Affine;
import dev.nn.kernel.DenseKernels;
import dev.nn.kernel.FrozenAffine;
import dev.nn.kernel.Kernels;
import dev.nn.kernel.Operation;
import dev.nn.kernel.Precision;
import dev.nn.kernel.Rows;
import dev.nn.kernel.WeightLayout;
import dev.nn.kernel.Workspace;
import dev.nn.simd.jvm.VectorShape;
import dev.nn.simd.jvm.VectorWidth;
import dev.nn.simd.product.ChainShape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small network's own class has the bits of the layers one after the other. */
class RowClassTest {
    private static final int NETWORKS = 250;

    private static final int[] WIDTHS = {1, 2, 3, 6, 7, 8, 9, 12, 15, 16, 17, 31, 32, 33, 48, 64};

    private static final float[] STRANGE = {
        -0f, 0, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -Float.MIN_VALUE, 1e-38f
    };

    final DenseKernels kernels = Kernels.named("simd");

    private Operation.RowPrediction network(Random random, Precision precision) {
        int[] widths = new int[2 + random.nextInt(4)];
        Arrays.setAll(widths, l -> WIDTHS[random.nextInt(WIDTHS.length)]);
        return network(random, precision, widths);
    }

    Operation.RowPrediction network(Random random, Precision precision, int[] widths) {
        List<Activation> activations = Activation.all();
        List<Operation.Prediction> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            int in = widths[l - 1], out = widths[l];
            Affine parameters = Affine.allocate(WeightLayout.rowMajor(in, out));
            for (int j = 0; j < out; j++) {
                for (int i = 0; i < in; i++) parameters.setWeight(i, j, number(random, 0.01));
                parameters.setBias(j, number(random, 0.2));
            }
            FrozenAffine frozen = kernels.freeze(parameters, precision);
            Activation activation = activations.get(random.nextInt(activations.size()));
            layers.add(new Operation.Prediction(1, frozen, activation));
        }
        return new Operation.RowPrediction(layers);
    }

    /** Mostly an ordinary one; otherwise one that arithmetic treats differently. */
    private static float number(Random random, double strange) {
        if (random.nextDouble() < strange) return STRANGE[random.nextInt(STRANGE.length)];
        return (float) random.nextGaussian() * (random.nextInt(4) == 0 ? -0f : 1);
    }

    float[] layerByLayer(Operation.RowPrediction network, float[] x) {
        Workspace workspace = new Workspace();
        for (Operation.Prediction layer : network.layers()) {
            workspace.reserve(kernels.scratch(layer));
            float[] y = new float[layer.parameters().out()];
            kernels.predict(
                    0,
                    1,
                    Rows.of(x, x.length),
                    layer.parameters(),
                    layer.activation(),
                    Rows.of(y, y.length),
                    workspace);
            x = y;
        }
        return x;
    }

    @ParameterizedTest
    @EnumSource
    void randomNetworksHaveTheSameBits(Precision precision) {
        Random random = new Random(5);
        int tried = 0, alone = 0;
        while (tried < NETWORKS) {
            Operation.RowPrediction network = network(random, precision);
            if (!RowLayer.isShort(network)) continue;
            tried++;
            UnrolledRow unrolled = RowClass.of(network);
            int scratch = RowClass.needsScratch(network) ? ChainShape.scratch(network) : 0;
            alone += scratch == 0 ? 1 : 0;
            int in = network.layers().getFirst().parameters().in();
            int out = network.layers().getLast().parameters().out();
            for (int row = 0; row < 4; row++) {
                float[] x = new float[in];
                for (int i = 0; i < in; i++) x[i] = number(random, row == 0 ? 0 : 0.1);
                float[] expected = layerByLayer(network, x);
                float[] memory = new float[in + out + 2];
                Arrays.fill(memory, 7);
                System.arraycopy(x, 0, memory, 1, in);
                unrolled.predict(memory, 1, memory, in + 1, new float[scratch]);
                assertThat(Arrays.copyOfRange(memory, in + 1, in + 1 + out))
                        .as("%s, row %d", network, row)
                        .isEqualTo(expected);
                assertThat(memory[0]).isEqualTo(7);
                assertThat(memory[in + out + 1]).isEqualTo(7);
                float[] inPlace = Arrays.copyOf(x, Math.max(in, out));
                unrolled.predict(inPlace, 0, inPlace, 0, new float[scratch]);
                assertThat(Arrays.copyOf(inPlace, out)).isEqualTo(expected);
            }
        }
        assertThat(alone).as("networks without scratch memory").isBetween(NETWORKS / 10, NETWORKS * 9 / 10);
    }

    /** Rows in the lanes, whole blocks and rests. */
    @Test
    void manyRowsHaveTheBitsOfOne() {
        Random random = new Random(8);
        int tried = 0;
        while (tried < NETWORKS) {
            Operation.RowPrediction network = network(random, Precision.F32);
            if (!LaneChain.isFaster(network)) continue;
            tried++;
            int in = network.layers().getFirst().parameters().in();
            int out = network.layers().getLast().parameters().out();
            int rows = 1 + random.nextInt(3 * ChainShape.ROWS), first = random.nextInt(2), stride = in + first;
            float[] x = new float[2 + rows * stride], y = new float[rows * (out + 1)];
            for (int i = 0; i < x.length; i++) x[i] = number(random, 0.02);
            Arrays.fill(y, 7);
            Rows from = new Rows(x, 2, stride), to = new Rows(y, 0, out + 1);
            float[] scratch = new float[ChainShape.scratch(network)];
            Arrays.fill(scratch, Float.NaN);
            new LaneChain(network).predict(first, rows, from, to, scratch);
            for (int r = 0; r < rows; r++) {
                float[] row = Arrays.copyOfRange(y, to.index(r, 0), to.index(r, 0) + out + 1);
                assertThat(row[out]).isEqualTo(7);
                if (r < first) {
                    assertThat(row).containsOnly(7);
                    continue;
                }
                float[] expected =
                        layerByLayer(network, Arrays.copyOfRange(x, from.index(r, 0), from.index(r, 0) + in));
                assertThat(Arrays.copyOf(row, out))
                        .as("%s, row %d of %d", network, r, rows)
                        .isEqualTo(expected);
            }
        }
    }

    /** Those that are too long for a class stay with the chain. */
    @Test
    void onlyShortOnesAreWritten() {
        Random random = new Random(6);
        int tooLong = 0;
        for (int i = 0; i < NETWORKS; i++) tooLong += RowLayer.isShort(network(random, Precision.F32)) ? 0 : 1;
        assertThat(tooLong).isBetween(NETWORKS / 10, NETWORKS * 9 / 10);
    }

    @Test
    void classesAreCompiledAndAllocateNothing() throws IOException, InterruptedException {
        assertCompiled("");
    }

    @Test
    @Tag("long") // what comes before takes longer than the other tests together
    void classesAreCompiledAndAllocateNothingAfterOthers() throws IOException, InterruptedException {
        assertCompiled(RowClassExercise.AFTER_OTHERS);
    }

    /** In a JVM of its own, because what else has been compiled there decides what the compiler expects. */
    private static void assertCompiled(String before) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-ea",
                        "--add-modules=jdk.incubator.vector",
                        "-D%s=%d".formatted(VectorWidth.BITS_PROPERTY, 32 * VectorShape.LANES),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RowClassExercise.class.getName(),
                        before)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code; output: %s", output).isZero();
        assertThat(output).contains(RowClassExercise.DONE);
    }
}
