package dev.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.nn.activation.Activation;
import dev.nn.data.DataFormatException;
import dev.nn.kernel.ScalarDenseKernels;
import dev.nn.network.Network;
import dev.nn.network.NetworkBuilder;
import dev.nn.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of tensors as PyTorch's {@code state_dict}s have them, beyond those of a plain module. */
final class StateDictNamesTest {
    private static final float[] FIRST = random(5 * 3, 1);
    private static final float[] SECOND = random(5 * 5, 2);
    private static final float[] THIRD = random(5 * 5, 3);
    private static final float[] BIAS = random(5, 4);

    @TempDir
    private Path folder = Path.of("");

    private static float[] random(int size, long seed) {
        Random random = new Random(seed);
        float[] values = new float[size];
        for (int i = 0; i < size; i++) values[i] = random.nextFloat() - 0.5f;
        return values;
    }

    /** 3→5→5→5: the shape tells the first layer only. */
    private static NetworkBuilder builder() {
        return Network.input(3)
                .dense(5, Activation.TANH)
                .dense(5, Activation.TANH)
                .dense(5);
    }

    private Network load(SafetensorsWriter contents) throws IOException {
        Path file = folder.resolve("m.safetensors");
        Safetensors.write(file, contents);
        return Safetensors.readNetwork(file, builder(), new ScalarDenseKernels());
    }

    private Network load(SafetensorsWriter contents, String... names) throws IOException {
        Path file = folder.resolve("m.safetensors");
        Safetensors.write(file, contents);
        return Safetensors.readNetwork(file, builder(), new ScalarDenseKernels(), List.of(names));
    }

    private static void assertLayers(Network network, float[] first, float[] second, float[] third) {
        float[][] expected = {first, second, third};
        for (int l = 0; l < 3; l++) {
            int in = l == 0 ? 3 : 5;
            // Layer parameters are in × out; the file's are out × in.
            float[] values = network.layerParameters(l);
            for (int j = 0; j < 5; j++) {
                for (int i = 0; i < in; i++) {
                    assertThat(values[i * 5 + j])
                            .as("layer %d, %d, %d", l, j, i)
                            .isEqualTo(expected[l][j * in + i]);
                }
            }
        }
    }

    private static SafetensorsWriter three(String first, String second, String third) {
        return new SafetensorsWriter()
                .add(first + ".weight", FIRST, 5, 3)
                .add(second + ".weight", SECOND, 5, 5)
                .add(third + ".weight", THIRD, 5, 5)
                .add(third + ".bias", BIAS, 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "module.",
                "model.",
                "_orig_mod.",
                "module._orig_mod.",
                "_orig_mod.module.model.",
                "model.model.",
                "net.",
                "_fsdp_wrapped_module._fsdp_wrapped_module.",
                "model.encoder."
            })
    void prefixesOfWrappers(String prefix) throws IOException {
        assertLayers(load(three(prefix + "0", prefix + "2", prefix + "10")), FIRST, SECOND, THIRD);
        assertLayers(load(three(prefix + "0", prefix + "10", prefix + "9")), FIRST, THIRD, SECOND);
        assertLayers(
                load(three(prefix + "c", prefix + "b", prefix + "a"), prefix + "c", prefix + "b", prefix + "a"),
                FIRST,
                SECOND,
                THIRD);
    }

    /** One module is compiled, another is not. */
    @Test
    void wrappersInsideOfNames() throws IOException {
        assertLayers(load(three("0", "2._orig_mod", "10")), FIRST, SECOND, THIRD);
        assertLayers(load(three("0", "layers.2.module", "layers.1._orig_mod")), FIRST, THIRD, SECOND);
    }

    @Test
    void namesAreGivenWithOrWithoutWrappers() throws IOException {
        SafetensorsWriter wrapped = three("module.a", "module._orig_mod.c", "module.b");
        assertLayers(load(wrapped, "a", "c", "b"), FIRST, SECOND, THIRD);
        assertLayers(load(wrapped, "module.a", "c", "module.b"), FIRST, SECOND, THIRD);
        assertLayers(load(wrapped, "a", "b", "c"), FIRST, THIRD, SECOND);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(wrapped, "a", "b", "d"))
                .withMessageContainingAll("'d.weight'", "module.a.weight F32 [5, 3]");
    }

    /** Without their wrappers two modules would have one name: then wrappers are names like others. */
    @Test
    void wrappersThatTellModulesApartStay() throws IOException {
        SafetensorsWriter file = three("a", "model.0", "0");
        assertLayers(load(file, "a", "0", "model.0"), FIRST, /* second= */ THIRD, /* third= */ SECOND);
    }

    @Test
    void countersAndTensorsOfNoValuesAreIgnored() throws IOException {
        SafetensorsWriter file = three("module.0", "module.1", "module.2")
                .add("n_averaged", new float[1], 1)
                .add("module.3.num_batches_tracked", new float[1])
                .add("module.mask", new float[0], 0)
                .add("module.empty.weight", new float[0], 0, 7)
                .add("module.empty.bias", new float[0], 0);
        assertLayers(load(file), FIRST, SECOND, THIRD);
    }

    @Test
    void whatIsNoCounterIsNamed() {
        SafetensorsWriter file = three("0", "1", "2").add("temperature", new float[1]);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(file))
                .withMessageContainingAll("no layer has", "temperature F32 []");
        SafetensorsWriter norm = three("0", "2", "4")
                .add("3.weight", new float[5], 5)
                .add("3.bias", new float[5], 5)
                .add("3.running_mean", new float[5], 5)
                .add("3.running_var", new float[5], 5)
                .add("3.num_batches_tracked", new float[1]);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(norm))
                .withMessageContainingAll("3.weight F32 [5]", "batch normalisation", "ONNX");
    }

    /** The usual writer stores equal tensors once, and puts the other names into the metadata. */
    @Test
    void tiedTensorsAreFoundByTheMetadata() throws IOException {
        SafetensorsWriter file = new SafetensorsWriter()
                .metadata("format", "pt")
                .metadata("model.4.weight", "model.2.weight")
                .add("model.0.weight", FIRST, 5, 3)
                .add("model.2.weight", SECOND, 5, 5)
                .add("model.4.bias", BIAS, 5);
        Network network = load(file);
        assertLayers(network, FIRST, SECOND, SECOND);
        assertThat(network.layerParameters(1)[25]).isZero();
        assertThat(network.layerParameters(2)[25]).isEqualTo(BIAS[0]);
        assertLayers(load(file, "0", "4", "2"), FIRST, SECOND, SECOND);
    }

    /** A module that is a member of the class under two names is there twice, with equal values. */
    @Test
    void aModuleWithTwoNamesIsOneLayer() throws IOException {
        SafetensorsWriter file = three("layers.0", "layers.1", "layers.2")
                .add("head.weight", THIRD, 5, 5)
                .add("head.bias", BIAS, 5);
        assertLayers(load(file), FIRST, SECOND, THIRD);
        SafetensorsWriter other = three("layers.0", "layers.1", "layers.2")
                .add("head.weight", random(25, 9), 5, 5)
                .add("head.bias", BIAS, 5);
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(other))
                .withMessageContaining("other layers than the network's");
    }

    /** g·v/|v| in double precision, for each of PyTorch's three kinds of norms, under its old and its new names. */
    @ParameterizedTest
    @CsvSource({
        "weight_g, weight_v, 0",
        "weight_g, weight_v, 1",
        "weight_g, weight_v, -1",
        "parametrizations.weight.original0, parametrizations.weight.original1, 0",
        "parametrizations.weight.original0, parametrizations.weight.original1, 1",
        "parametrizations.weight.original0, parametrizations.weight.original1, -1"
    })
    void weightNorm(String g, String v, int dimension) throws IOException {
        float[] magnitude = random(dimension < 0 ? 1 : 5, 7);
        long[] shape = switch (dimension) {
            case 0 -> new long[] {5, 1};
            case 1 -> new long[] {1, 5};
            default -> new long[0];
        };
        float[] expected = new float[25];
        for (int j = 0; j < 5; j++) {
            for (int i = 0; i < 5; i++) {
                double squares = 0;
                for (int k = 0; k < 5; k++) {
                    for (int l = 0; l < 5; l++) {
                        boolean same = dimension == 0 ? k == j : dimension != 1 || l == i;
                        if (same) squares += (double) SECOND[k * 5 + l] * SECOND[k * 5 + l];
                    }
                }
                float m = magnitude[dimension == 0 ? j : dimension == 1 ? i : 0];
                expected[j * 5 + i] = (float) (m * (SECOND[j * 5 + i] / Math.sqrt(squares)));
            }
        }
        SafetensorsWriter file = new SafetensorsWriter()
                .add("module.0.weight", FIRST, 5, 3)
                .add("module.2.bias", BIAS, 5)
                .add("module.2." + g, magnitude, shape)
                .add("module.2." + v, SECOND, 5, 5)
                .add("module.4.weight", THIRD, 5, 5);
        Network network = load(file);
        assertLayers(network, FIRST, expected, THIRD);
        assertThat(network.layerParameters(1)[25]).isEqualTo(BIAS[0]);
        assertLayers(load(file, "0", "2", "4"), FIRST, expected, THIRD);
    }

    @ParameterizedTest
    @CsvSource({
        "weight_orig, weight_u, weight_v",
        "parametrizations.weight.original, parametrizations.weight.0._u, parametrizations.weight.0._v"
    })
    void spectralNorm(String original, String u, String v) throws IOException {
        float[] left = random(5, 5), right = random(5, 6), expected = new float[25];
        double sigma = 0;
        for (int i = 0; i < 25; i++) sigma += (double) left[i / 5] * SECOND[i] * right[i % 5];
        for (int i = 0; i < 25; i++) expected[i] = (float) (SECOND[i] / sigma);
        assertLayers(
                load(new SafetensorsWriter()
                        .add("0.weight", FIRST, 5, 3)
                        .add("1." + original, SECOND, 5, 5)
                        .add("1." + u, left, 5)
                        .add("1." + v, right, 5)
                        .add("2.weight", THIRD, 5, 5)),
                FIRST,
                expected,
                THIRD);
    }

    @Test
    void prunedWeightsAndBiases() throws IOException {
        float[] mask = new float[25], expected = new float[25];
        for (int i = 0; i < 25; i++) {
            mask[i] = i % 3 == 0 ? 0 : 1;
            expected[i] = mask[i] * SECOND[i];
        }
        Network network = load(new SafetensorsWriter()
                .add("0.weight", FIRST, 5, 3)
                .add("1.weight_orig", SECOND, 5, 5)
                .add("1.weight_mask", mask, 5, 5)
                .add("1.bias_orig", BIAS, 5)
                .add("1.bias_mask", new float[] {0, 1, 1, 1, 1}, 5)
                .add("2.weight", THIRD, 5, 5));
        assertLayers(network, FIRST, expected, THIRD);
        assertThat(network.layerParameters(1)[25]).isZero();
        assertThat(network.layerParameters(1)[26]).isEqualTo(BIAS[1]);
    }

    /** Parametrizations of which the names say too little: with the way out. */
    @ParameterizedTest
    @CsvSource({
        "1.parametrizations.weight.original, 1.parametrizations.weight.0.base",
        "1.parametrizations.weight.original, 1.parametrizations.weight.original0",
        "1.weight_g, 1.weight_mask",
        "1.weight_orig, 1.weight_u",
    })
    void otherParametrizationsAreNamed(String first, String second) {
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(new SafetensorsWriter()
                        .add("0.weight", FIRST, 5, 3)
                        .add(first, SECOND, 5, 5)
                        .add(second, THIRD, 5, 5)
                        .add("2.weight", THIRD, 5, 5)))
                .withMessageContainingAll("no layer has", first + " F32 [5, 5]", "remove_parametrizations");
    }

    @Test
    void whatIsNotFiniteIsNamed() {
        float[] nan = SECOND.clone();
        nan[13] = Float.NaN;
        float[] infinite = BIAS.clone();
        infinite[2] = Float.NEGATIVE_INFINITY;
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(new SafetensorsWriter()
                        .add("a.weight", FIRST, 5, 3)
                        .add("b1.weight", nan, 5, 5)
                        .add("b2.weight", THIRD, 5, 5)))
                .withMessageContainingAll("m.safetensors", "'b1.weight'", "finite", "NaN at [2, 3]");
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(
                        new SafetensorsWriter()
                                .add("a.weight", FIRST, 5, 3)
                                .add("a.bias", infinite, 5)
                                .add("b1.weight", SECOND, 5, 5)
                                .add("b2.weight", THIRD, 5, 5),
                        "a",
                        "b1",
                        "b2"))
                .withMessageContainingAll("'a.bias'", "-Infinity at [2]");
        // A double beyond float's range is infinite here.
        assertThatExceptionOfType(DataFormatException.class)
                .isThrownBy(() -> load(new SafetensorsWriter()
                        .add("a.weight", FIRST, 5, 3)
                        .add(
                                "b1.weight",
                                new double[] {
                                    1, 2, 3, 4, 1e300, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5
                                },
                                5,
                                5)
                        .add("b2.weight", THIRD, 5, 5)))
                .withMessageContainingAll("'b1.weight'", "Infinity at [0, 4]");
    }
}
